-- The keys database: it has short backups and never shares a server dump with the ledger, because
-- whoever holds an old copy of it and the master key can read what has been destroyed since.

create table master (
    one boolean primary key default true check (one),
    check_value bytea not null
);

create table data_key (
    id text primary key check (id ~ '^[A-Za-z0-9_-]{22}$'),
    dossier text not null unique,
    alg text not null,
    wrapped bytea,
    created_at timestamptz not null default now(),
    destroyed_at timestamptz,
    constraint destroyed_means_gone check ((wrapped is null) = (destroyed_at is not null))
);

-- A lost or exchanged key is personal data lost without a certificate: keys are made and destroyed,
-- nothing else. The row of a destroyed key stays, so that its dossier never gets a second one.
create function data_key_changes_only_by_destruction() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' then
        raise exception 'data keys are never removed, only destroyed';
    end if;
    if old.destroyed_at is not null or new.destroyed_at is null
        or (old.id, old.dossier, old.alg, old.created_at) is distinct from (new.id, new.dossier, new.alg, new.created_at)
    then
        raise exception 'a data key changes only by being destroyed, once';
    end if;
    return new;
end $$;

create trigger data_key_changes before update or delete on data_key
    for each row execute function data_key_changes_only_by_destruction();
create trigger data_key_kept before truncate on data_key
    for each statement execute function data_key_changes_only_by_destruction();
