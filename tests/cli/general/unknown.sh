refused
refused frobnicate
refused score data/rainbow/2025
refused index
refused index scor data/rainbow/2025
refused index score data/rainbow/2025 --jsn
refused index score data/rainbow/2025 -j
refused index robust data/rainbow/2025 --draws 1 --draws 2
refused index robust data/rainbow/2025 --draws
refused index score
refused index score a b
refused release editions/2031
refused index score data/rainbow/2025 --threads 0
refused index score data/rainbow/2025 --threads many
refused index score data/rainbow/2025 --colour red
refused help frobnicate
