# Where nothing can be written, nothing is left behind.
echo x >file
refused release editions/2031 --out file
refused release editions/2031 --out file/below
refused release editions/2031 --out .
refused release editions/2031 --out ''
refused release editions/2031 --out /proc/nowhere/release
ln -s nowhere link
refused release editions/2031 --out link
cat file
ls -A
