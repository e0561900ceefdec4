spoil() { edition e && printf 'id,category,label,weight,exclusive_group,requires\n%b' "$1" >e/criteria.csv && refused index score e; rm -r e; }
spoil 'A1,Family,M,60,,A2\nA2,Asylum,L,40,,A1\n'
spoil 'A1,Family,M,60,,A1\nA2,Asylum,L,40,,\n'
spoil 'A1,Family,M,60,,A9\nA2,Asylum,L,40,,\n'
spoil 'A1,Family,M,60,g,\nA2,Asylum,L,40,g,\n'
spoil ',Family,M,60,,\nA2,Asylum,L,40,,\n'
spoil 'A1,,M,60,,\nA2,Asylum,L,40,,\n'
spoil 'a234567890123456789012345678901234567890123456789012345678901234567,Family,M,60,,\nA2,Asylum,L,40,,\n'
spoil 'iso2,Family,M,60,,\nA2,Asylum,L,40,,\n'
