files="--idata asem/iData.csv --imeta asem/iMeta.csv --recipe asem/recipe.ini"
refused index coin
refused index coin --idata asem/iData.csv --imeta asem/iMeta.csv
refused index coin --idata nowhere.csv --imeta asem/iMeta.csv --recipe asem/recipe.ini
refused index coin $files --design fancy
refused index coin $files --sobol 1
refused index coin $files --sobol 8
refused index coin $files --params nowhere.csv
sed 's/amean.*/fancy/' asem/recipe.ini >r.ini
refused index coin --idata asem/iData.csv --imeta asem/iMeta.csv --recipe r.ini
python3 - <<'END'
import csv
rows = list(csv.reader(open('asem/iData.csv', encoding='utf-8')))
rows[3][rows[0].index('Goods')] = 'many'
csv.writer(open('i.csv', 'w', encoding='utf-8', newline='')).writerows(rows)
END
refused index coin --idata i.csv --imeta asem/iMeta.csv --recipe asem/recipe.ini
: >empty
refused index coin --idata empty --imeta asem/iMeta.csv --recipe asem/recipe.ini
refused index coin --idata asem/iData.csv --imeta empty --recipe asem/recipe.ini
refused index coin --idata asem/iData.csv --imeta asem/iMeta.csv --recipe empty
