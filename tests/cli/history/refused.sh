refused index history editions/2031 editions/2031
refused index history editions/2031 nowhere
refused index history
