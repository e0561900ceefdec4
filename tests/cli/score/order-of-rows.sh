# Rows and columns in any order, line ends and separators of any kind: the same numbers.
attest index score data/rainbow/2025 --json >a
cp -R data/rainbow/2025 shuffled
python3 - <<'END'
import csv, random
random.seed(7)
def shuffle(name, columns, write):
    rows = list(csv.reader(open('shuffled/' + name, encoding='utf-8')))
    head, body = rows[0], rows[1:]
    random.shuffle(body)
    order = list(range(len(head)))
    if columns:
        random.shuffle(order)
    with open('shuffled/' + name, 'w', encoding='utf-8', newline='') as out:
        writer = csv.writer(out, **write)
        for row in [head] + body:
            writer.writerow([row[i] for i in order])
shuffle('values.csv', True, {'delimiter': ';', 'lineterminator': '\r\n'})
shuffle('published.csv', True, {'delimiter': '\t', 'lineterminator': '\n', 'quoting': csv.QUOTE_ALL})
END
mv shuffled 2025
attest index score 2025 --json | cmp a -
