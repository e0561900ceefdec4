refused index reforms editions/2031 ZZ
refused index reforms editions/2031 Latvai
refused index reforms editions/2031
refused index reforms data/rainbow/2024 LV
