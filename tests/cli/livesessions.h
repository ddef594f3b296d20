#pragma once

#include <QByteArray>

namespace retort::tests {

/// Models as a migration declares them for itself: a default, a default of the database, an onupdate, JSON.
inline const QByteArray sessionModels = R"py(from sqlalchemy.orm import Session, aliased, declarative_base, relationship, sessionmaker

Base = declarative_base()


class Account(Base):
    __tablename__ = 'accounts'
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column(sa.String(50))
    age = sa.Column(sa.Integer)
    active = sa.Column(sa.Boolean)
    settings = sa.Column(sa.JSON)
    kind = sa.Column(sa.String(10), server_default='plain')
    level = sa.Column(sa.Integer, default=5)
    changed = sa.Column(sa.String(20), onupdate=lambda: 'changed')
    born = sa.Column('born_at', sa.DateTime)
    orders = relationship('Order')

    def label(self):
        return f'{self.id}:{self.name}'


class Order(Base):
    __tablename__ = 'orders'
    id = sa.Column(sa.Integer, primary_key=True)
    account_id = sa.Column(sa.Integer, sa.ForeignKey('accounts.id'))
    title = sa.Column(sa.String(50))


def log(text):
    op.get_bind().execute(sa.text('INSERT INTO log (line) VALUES (:line)'), {'line': str(text)})

)py";

inline const QByteArray sessionTables = R"py(    op.create_table(
        'accounts', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.String(50)), sa.Column('age', sa.Integer()),
        sa.Column('active', sa.Boolean()), sa.Column('settings', sa.JSON()), sa.Column('kind', sa.String(10), server_default='plain'),
        sa.Column('level', sa.Integer()), sa.Column('changed', sa.String(20)), sa.Column('born_at', sa.DateTime()))
    op.create_table('orders', sa.Column('id', sa.Integer(), primary_key=True),
                    sa.Column('account_id', sa.Integer(), sa.ForeignKey('accounts.id')), sa.Column('title', sa.String(50)))
    op.create_table('log', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('line', sa.Text()))
    session = Session(bind=op.get_bind())
    for i, name in enumerate(['ann', 'bob', 'cyd', 'dan'], start=1):
        session.add(Account(name=name, age=10 * i, active=i % 2 == 0, settings={'n': i, 'list': [i]}, born=None))
        session.flush()
        session.add_all([Order(account_id=i, title=f'order {i}.{n}') for n in range(i % 3)])
    session.add(Order(title='nobody'))
    session.commit()
)py";

/// Changing what was loaded, in all the ways a query can be asked.
inline const QByteArray loadedInstances = R"py(    for account in session.query(Account).order_by(Account.id):
        if account.age > 15:
            account.name = account.name.upper()
            account.settings = {**account.settings, 'old': account.label()}
        account.age = account.age
    session.commit()
    Other = aliased(Account)
    for answer in [
        session.query(Account).count(),
        session.query(Account).filter(Account.age > 20, Account.active.is_(True)).count(),
        session.query(Account.id, Account.name).order_by(Account.name.desc()).all(),
        session.query(Account).filter_by(name='BOB').one().label(),
        session.query(Account).filter(Account.id.in_([1, 2])).order_by(Account.id.desc()).first().name,
        session.query(Account).filter_by(name='nobody').first(),
        session.query(sa.func.max(Account.age)).scalar(),
        session.query(Account.name).filter(Account.id == 2).scalar(),
        [(a.name, o.title) for a, o in session.query(Account, Order).join(Order, Order.account_id == Account.id).order_by(Order.id)],
        [a.name for a in session.query(Account).join(Order, Order.account_id == Account.id).order_by(Account.id).all()],
        [(a.id, t) for a, t in session.query(Account, Order.title).outerjoin(Order, Order.account_id == Account.id).order_by(Account.id, Order.id)],
        [(a.name, b.name) for a, b in session.query(Account, Other).filter(Account.id < Other.id).order_by(Account.id, Other.id)],
        session.get(Account, 3).settings,
        session.query(Account.name).order_by(Account.id)[1:3],
        session.query(session.query(Account).filter(Account.id == 1).exists()).scalar(),
        [name for name, in session.query(Account.name).filter(Account.id.in_(session.query(Order.account_id))).order_by(Account.id)],
        session.query(Order.account_id, sa.func.count(Order.id)).group_by(Order.account_id).having(sa.func.count(Order.id) > 1).all(),
        session.execute(sa.select(Account).where(Account.id > 1).order_by(Account.id)).scalars().all()[0].name,
        session.scalars(sa.select(Account.name).order_by(Account.id)).all(),
        len(session.execute(sa.select(Account).join(Order, Order.account_id == Account.id)).scalars().all()),
    ]:
        log(answer)
)py";

/// Keys and defaults that the database makes; order; what is not committed.
inline const QByteArray addedInstances = R"py(    session = sessionmaker(bind=op.get_bind())()
    account = Account(name='new', level=None, settings=None)
    session.add(account)
    session.flush()
    log((account.id, account.level, account.kind, account.settings, account.changed))
    session.add_all([Order(account_id=account.id, title='first'), Account(name='other', kind='special')])
    session.commit()
    log(account.label())
    account.age = 3
    session.flush()
    log((account.changed, account.age))
    with Session(op.get_bind()) as lost:
        lost.add(Account(name='lost'))
    with Session(op.get_bind()) as kept, kept.begin():
        kept.add(Account(name='kept'))
    session.merge(Account(id=2, name='merged'))
    session.merge(Account(id=50, name='made'))
    session.commit()
)py";

/// Statements for many rows at once, and through Core with the same models.
inline const QByteArray manyRows = R"py(    session = Session(bind=op.get_bind())
    account = session.get(Account, 1)
    log(session.query(Account).filter(Account.age >= 30).update({'age': Account.age + 1}, synchronize_session=False))
    log(session.query(Account).filter(Account.id == 1).update({Account.name: 'many'}))
    log(account.name)
    log(session.query(Order).filter(Order.account_id == None).delete(synchronize_session=False))
    order = session.query(Order).order_by(Order.id).first()
    log((session.query(Order).filter(Order.id == order.id).delete(), order in session))
    session.bulk_save_objects([Account(name='b1', id=60), Account(id=61, settings=None)])
    session.bulk_insert_mappings(Account, [{'id': 62, 'name': 'c'}, {'id': 63, 'name': 'd', 'settings': {'k': None}}])
    session.bulk_update_mappings(Account, [{'id': 3, 'name': 'cc'}, {'id': 4, 'age': 7}])
    session.commit()
    bind = op.get_bind()
    bind.execute(Account.__table__.insert().values(id=70, name='core'))
    bind.execute(sa.insert(Account).values([{'id': 71, 'name': 'x'}, {'id': 72, 'name': 'y'}]))
    bind.execute(sa.update(Account).where(Account.id == 70).values(age=1))
)py";

/// What an instance knows after the database was changed behind it.
inline const QByteArray stateOfInstances = R"py(    session = Session(bind=op.get_bind())
    bind = op.get_bind()
    log(session.get(Account, 1).name)
    bind.execute(sa.text("UPDATE accounts SET name = 'let go' WHERE id = 1"))
    account = session.get(Account, 1)
    log(account.name)
    bind.execute(sa.text("UPDATE accounts SET name = 'behind' WHERE id = 1"))
    log((account.name, session.query(Account).filter_by(id=1).one().name))
    session.refresh(account)
    log(account.name)
    bind.execute(sa.text("UPDATE accounts SET name = 'again' WHERE id = 1"))
    session.commit()
    log(account.name)
    account.settings['in place'] = True
    session.commit()
    log(account.settings)
    account.id = 90
    order = session.query(Order).first()
    session.flush()
    log((account.id, session.get(Account, 90) is account))
    session.expire(account)
    session.add(Order(id=97, title='flushed by an attribute'))
    account.name
    log(bind.execute(sa.text('SELECT count(*) FROM orders')).scalar())
    session.add(Order(id=98, title='flushed by get()'))
    session.get(Account, 90)
    log(bind.execute(sa.text('SELECT count(*) FROM orders')).scalar())
    session.get(Order, 98)
    log(bind.execute(sa.text('SELECT count(*) FROM orders')).scalar())
    session.delete(session.query(Order).order_by(Order.id.desc()).first())
    session.flush()
    log(session.query(Order).count())
    session.close()
    session.add(Order(id=99, title='after close'))
    session.commit()
)py";

} // namespace retort::tests
