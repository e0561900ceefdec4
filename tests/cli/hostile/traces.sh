# Neither user, host, folder nor time gets into what is written, nor into what lies beside it.
mkdir -p home-alice tmp-alice work-alice
edition 2031
cp -R 2031 2030
sed 's/2031/2030/' 2031/edition.ini >2030/edition.ini
(
    cd work-alice || exit 1
    HOME=$PWD/../home-alice TMPDIR=$PWD/../tmp-alice USER=alice LOGNAME=alice HOSTNAME=alices-laptop TZ=Asia/Baku LANG=az_AZ.UTF-8
    export HOME TMPDIR USER LOGNAME HOSTNAME TZ LANG
    attest release "$PWD/../2030" ../2031 --draws 10 --out ../release-alice >/dev/null
    attest publish ../release-alice --out ../site-alice >/dev/null
)
mkdir unpacked
(cd unpacked && python3 -m zipfile -e ../site-alice/data/tables.xlsx xlsx && python3 -m zipfile -e ../site-alice/data/release.zip zip)
# Today is the name of no file and stands in none. (In the picture formats a short name could stand by chance.)
grep -rlE "alice|Baku|$PWD|$(date +%Y-%m-%d)" release-alice site-alice unpacked
find release-alice site-alice unpacked tmp-alice work-alice -name '*alices-laptop*'
find home-alice tmp-alice work-alice -type f
# Nothing of the machine in what names the files of the archives: no owner, no time.
python3 - <<'END'
import glob, struct, zipfile
for name in ('tables.xlsx', 'release.zip'):
    for member in zipfile.ZipFile('site-alice/data/' + name).infolist():
        assert member.date_time == (1980, 1, 1, 0, 0, 0) and not member.extra and not member.comment, member
        assert member.create_system == 0 and member.external_attr == 0, member
pictures = glob.glob('site-alice/images/*.png')
for name in pictures:
    data, at, kinds = open(name, 'rb').read(), 8, set()
    while at < len(data):
        length, kind = struct.unpack('>I4s', data[at:at + 8])
        kinds.add(kind.decode())
        at += 12 + length
    assert kinds <= {'IHDR', 'PLTE', 'IDAT', 'IEND'}, (name, kinds)
print('pictures:', 'some' if pictures else 'none')
END
