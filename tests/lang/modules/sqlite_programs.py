# _sqlite3: statements, rows, callbacks, conversions and messages.
import sqlite3, re
def t(f):
  try: print(re.sub('0x[0-9a-f]+','0x',repr(f())))
  except BaseException as e: print(type(e).__name__, str(e), vars(e))
c=sqlite3.connect(':memory:')
t(lambda: c.execute('select ?',(1,2))); t(lambda: c.execute('select ?',([],))); t(lambda: c.execute('select ?',{'a':1})); t(lambda: c.execute('select :a',{'b':1})); t(lambda: c.execute('select ?',5)); t(lambda: c.execute('select 1; select 2')); t(lambda: c.execute('')); t(lambda: c.execute('-- x').fetchall()); t(lambda: c.executemany('select 1',[()])); t(lambda: c.execute('selec')); t(lambda: c.execute(5)); t(lambda: c.execute('select \0')); t(lambda: setattr(c,'isolation_level','x')); t(lambda: setattr(c,'isolation_level',5)); t(lambda: sqlite3.connect('/nonexistent/x')); t(lambda: c.cursor(5)); t(lambda: sqlite3.adapt(object(),5)); t(lambda: sqlite3.connect()); t(lambda: sqlite3.Connection.__new__(sqlite3.Connection).cursor()); t(lambda: sqlite3.Cursor.__new__(sqlite3.Cursor).execute('')); t(lambda: sqlite3.Cursor(5))
t(lambda: c.create_function('f',1,5)); 
c.create_function('g',1,lambda x:1/0); t(lambda: c.execute('select g(1)').fetchone()); t(lambda: c.execute('select g(1,2)'))
c.create_function('h',-1,lambda *x:repr(x)); t(lambda: c.execute('select h(1,2.5,null,"x",x\'00ff\')').fetchone())
t(lambda: c.execute('select 1').fetchone()); cur=c.execute('create table t(a primary key, b)'); print(cur.rowcount, cur.lastrowid, cur.description); cur=c.execute('insert into t values(1,2)'); print(cur.rowcount,cur.lastrowid); t(lambda: c.execute('insert into t values(1,2)')); print(c.in_transaction, c.total_changes, c.isolation_level)
class Agg:
    def step(self,x): 1/0
    def finalize(self): return 1
class Sum:
    def __init__(self): self.n=0
    def step(self,x): self.n+=x
    def finalize(self): return self.n
c.create_aggregate('agg',1,Agg); t(lambda: c.execute('select agg(a) from t').fetchone())
c.create_aggregate('mysum',1,Sum); c.executemany('insert into t values(?,?)', ((i,i*1.5) for i in range(10,20))); t(lambda: c.execute('select mysum(a) from t').fetchall()); t(lambda: c.execute('select mysum(a), b from t group by a%3').fetchall())
t(lambda: c.execute("select cast(x'ff' as text)").fetchone())
c.create_collation('rev', lambda a,b: (a<b)-(a>b)); t(lambda: c.execute("select column1 from (values('a'),('c'),('b')) order by column1 collate rev").fetchall())
c.commit(); t(lambda: list(c.iterdump())); 
b=sqlite3.connect(':memory:'); c.backup(b, progress=lambda *a: print(a)); t(lambda: b.execute('select count(*) from t').fetchone())
with c: c.execute('delete from t where a>12')
try:
    with c: c.execute('delete from t'); 1/0
except ZeroDivisionError: pass
t(lambda: c.execute('select count(*) from t').fetchone())
log=[]; c.set_trace_callback(log.append); c.execute('select ?',(5,)).fetchall(); c.set_trace_callback(None); print(log)
c.set_authorizer(lambda *a: sqlite3.SQLITE_DENY if a[1]=='t' else sqlite3.SQLITE_OK); t(lambda: c.execute('select a from t')); c.set_authorizer(None)
c.set_progress_handler(lambda: 1, 1); t(lambda: c.execute('select a from t where a in (select a from t)').fetchall()); c.set_progress_handler(None,1)
c.executescript('create table s(x); insert into s values(1); insert into s values(2);'); t(lambda: c.execute('select * from s').fetchall()); t(lambda: c.executescript('bad'))
cur=c.execute('select a,b from t'); print(cur.description, cur.fetchmany(1), cur.fetchmany(5), cur.fetchall(), cur.arraysize)
c.close(); t(lambda: c.execute('select 1')); t(lambda: cur.fetchone()); t(lambda: c.cursor())
t(lambda: sqlite3.Row(5,(1,)))
t(lambda: c.close())
c=sqlite3.connect(':memory:', detect_types=sqlite3.PARSE_DECLTYPES|sqlite3.PARSE_COLNAMES); t(lambda: c('select 1')); 
import datetime
c.execute('create table d(d date, t timestamp)'); c.execute('insert into d values(?,?)',(datetime.date(2020,1,2), datetime.datetime(2020,1,2,3,4,5,6))); t(lambda: c.execute('select * from d').fetchall()); t(lambda: c.execute('select d as "d [timestamp]", \'2020-01-01\' as "x [date]" from d where 0').description)
class P:
    def __init__(self,x): self.x=x
    def __conform__(self, proto): return f'P{self.x}' if proto is sqlite3.PrepareProtocol else None
t(lambda: c.execute('select ?',(P(3),)).fetchone()); sqlite3.register_adapter(P, lambda p: p.x*2); t(lambda: c.execute('select ?, :b',(P(3),1)).fetchone()); sqlite3.register_converter('pt', lambda b: ('pt',b)); t(lambda: c.execute('select 5 as "z [pt]"').fetchone())
c.text_factory=bytes; t(lambda: c.execute('select "é"').fetchone()); c.text_factory=lambda b: b.decode()+'!'; t(lambda: c.execute('select "é"').fetchone()); c.text_factory=str
c.row_factory=sqlite3.Row; x=c.execute('select 1 as a, 2 as b').fetchone(); print(x['A'], x[0], x[-1], x[0:1], x.keys(), tuple(x), hash(x)==hash(x), x==x, len(x)); t(lambda: x['z']); t(lambda: x[5]); t(lambda: x[1.5]); t(lambda: c.set_progress_handler()); t(lambda: c.setlimit(99,1));  t(lambda: c.execute('select 1').fetchmany('a')); t(lambda: sqlite3.register_adapter(5));  t(lambda: c.create_collation('x',5)); t(lambda: c.create_collation('x',None)); t(lambda:sqlite3.complete_statement('select 1;')); t(lambda:sqlite3.sqlite_version_info>=(3,7)); t(lambda: sqlite3.apilevel+sqlite3.paramstyle)
c.row_factory=lambda cur,row: dict(zip([d[0] for d in cur.description],row)); t(lambda: c.execute('select 1 as a, null as b').fetchall())
