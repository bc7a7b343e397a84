d={}
d['a']=1; d.popitem(); d['a']=2; print(d,len(d)); 
try: d.popitem()
except KeyError as e: print(e)
d['a']=2; print(d,len(d))
try: d.popitem()
except KeyError as e: print(e)
try: d.popitem()
except KeyError as e: print(e)
d['a']=3; print(d,len(d))
