refused index compare data/rainbow/2025
refused index compare data/rainbow/2024 nowhere
refused index compare data/rainbow/2022 data/rainbow/2025
refused index compare data/rainbow/2025 data/rainbow/2024
