-- Each statement of a function has a snapshot of its own, and sees what was committed while the one before it waited for a lock. So these functions are right
-- at READ COMMITTED only. All of them lock rows of keys before rows of nodes. Those that wait for rows of keys lock them in the order of tracker and key; the
-- others skip rows that are locked: they cannot deadlock. A function that is given keys finds their rows by the primary key alone, and then looks at the owner:
-- with the owner among the conditions, a table without statistics was searched by the index of owners, which took a step for each key of the node.

CREATE FUNCTION gentracker.begin_step() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'The transactions of GenTracker must run at READ COMMITTED, and this one runs at %.', upper(current_setting('transaction_isolation'))
            USING HINT = 'Set default_transaction_isolation of the role of the store to read committed.';
    END IF;

    -- An epoch that a node was told must outlive a crash of the server.
    IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM set_config('synchronous_commit', 'on', true);
    END IF;
END $$;

-- Whether the lease of a node is not over. A renewal that is not committed yet is waited for: its commit may come after the old end of the lease.
CREATE FUNCTION gentracker.is_live(asked_service text, asked_node text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    live boolean;
BEGIN
    SELECT n.lease_until > clock_timestamp() INTO live FROM gentracker.node n WHERE n.service = asked_service AND n.node = asked_node;
    IF live THEN
        RETURN true;
    END IF;

    SELECT n.lease_until > clock_timestamp() INTO live FROM gentracker.node n WHERE n.service = asked_service AND n.node = asked_node FOR SHARE;
    RETURN coalesce(live, false);
END $$;

-- Grants or prolongs a lease. The row is locked first, and then the clock is read: a wait for the lock must not make an old answer of it.
CREATE FUNCTION gentracker.renew(asked_service text, asked_node text, asked_cluster text, duration interval, creates boolean, regains boolean)
    RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    present gentracker.node%ROWTYPE;
BEGIN
    PERFORM gentracker.begin_step();
    LOOP
        SELECT * INTO present FROM gentracker.node n WHERE n.service = asked_service AND n.node = asked_node FOR UPDATE;
        IF FOUND THEN
            IF present.revoked OR (present.lease_until <= clock_timestamp() AND NOT regains) THEN
                RETURN false;
            END IF;

            UPDATE gentracker.node n SET lease_until = clock_timestamp() + duration WHERE n.service = asked_service AND n.node = asked_node;
            RETURN true;
        END IF;

        IF NOT creates THEN
            RETURN false;
        END IF;

        INSERT INTO gentracker.node (service, node, cluster, lease_until)
            VALUES (asked_service, asked_node, asked_cluster, clock_timestamp() + duration)
            ON CONFLICT DO NOTHING;
        IF FOUND THEN
            RETURN true;
        END IF;
    END LOOP;
END $$;

-- The highest epoch of all deleted rows of a tracker. Volatile, so that each call sees what was committed before it.
CREATE FUNCTION gentracker.deleted_epoch(asked_service text, asked_tracker text) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN coalesce((SELECT t.deleted_epoch FROM gentracker.tracker t WHERE t.service = asked_service AND t.tracker = asked_tracker), 0);
END $$;

-- Takes keys for nodes; what survives goes along with a key that keeps its arguments. The status is that of AcquireStatus.
CREATE FUNCTION gentracker.acquire(
    asked_service text, trackers text[], keys text[], nodes text[], all_arguments bytea[], all_wanted boolean[], all_replaces boolean[])
    RETURNS TABLE (ordinal bigint, status integer, epoch bigint, owner text, wanted boolean, arguments bytea, final bytea, survivors bytea)
    LANGUAGE plpgsql AS $$
DECLARE
    asked record;
    present gentracker.key%ROWTYPE;
    keeps boolean;
BEGIN
    PERFORM gentracker.begin_step();
    FOR asked IN
        SELECT a.* FROM unnest(trackers, keys, nodes, all_arguments, all_wanted, all_replaces)
            WITH ORDINALITY AS a(tracker, key, node, arguments, wanted, replaces, ordinal)
        ORDER BY a.tracker COLLATE "C", a.key COLLATE "C", a.ordinal
    LOOP
        present := NULL;
        status := NULL;
        IF NOT EXISTS (
            SELECT FROM gentracker.node n
            WHERE n.service = asked_service AND n.node = asked.node AND NOT n.revoked AND n.lease_until > clock_timestamp())
        THEN
            status := 3;
        END IF;

        LOOP
            -- Who has arguments opens, and most keys that are opened have no row.
            IF status IS NULL AND asked.arguments IS NOT NULL THEN
                INSERT INTO gentracker.key AS k (service, tracker, key, epoch, owner, wanted, arguments)
                    VALUES (asked_service, asked.tracker, asked.key, gentracker.deleted_epoch(asked_service, asked.tracker) + 1, asked.node, asked.wanted,
                        asked.arguments)
                    ON CONFLICT DO NOTHING
                    RETURNING k.* INTO present;
                IF FOUND THEN
                    status := 0;

                    -- A deletion of this very row was waited for: its mark is seen now.
                    IF gentracker.deleted_epoch(asked_service, asked.tracker) >= present.epoch THEN
                        UPDATE gentracker.key k SET epoch = gentracker.deleted_epoch(asked_service, asked.tracker) + 1
                            WHERE k.service = asked_service AND k.tracker = asked.tracker AND k.key = asked.key
                            RETURNING k.* INTO present;
                    END IF;

                    EXIT;
                END IF;
            END IF;

            SELECT * INTO present FROM gentracker.key k
                WHERE k.service = asked_service AND k.tracker = asked.tracker AND k.key = asked.key
                FOR UPDATE;
            EXIT WHEN FOUND OR status IS NOT NULL OR asked.arguments IS NULL;
        END LOOP;

        IF status IS NULL AND present.owner <> asked.node AND gentracker.is_live(asked_service, present.owner) THEN
            status := 1;
        ELSIF status IS NULL AND asked.arguments IS NULL AND present.wanted IS NOT TRUE THEN
            status := 2;
        END IF;

        final := present.final;
        IF status IS NULL THEN
            status := 0;
            keeps := present.wanted AND (asked.arguments IS NULL OR NOT asked.replaces);

            -- The mark is read by a statement of its own: a deletion of this very row was waited for.
            UPDATE gentracker.key k SET
                epoch = greatest(present.epoch, gentracker.deleted_epoch(asked_service, asked.tracker)) + 1,
                owner = asked.node,
                wanted = keeps OR asked.wanted,
                arguments = CASE WHEN keeps THEN present.arguments ELSE asked.arguments END,
                survivors = CASE WHEN keeps THEN present.survivors END,
                checkpointed = 0,
                final = NULL,
                changed_at = clock_timestamp()
            WHERE k.service = asked_service AND k.tracker = asked.tracker AND k.key = asked.key
            RETURNING k.* INTO present;
        END IF;

        ordinal := asked.ordinal;
        epoch := present.epoch;
        owner := present.owner;
        wanted := present.wanted;
        arguments := present.arguments;
        survivors := present.survivors;
        RETURN NEXT;
    END LOOP;
END $$;

-- Gives keys up: only the owner may, with the epoch that it has.
CREATE FUNCTION gentracker.release(
    asked_service text, trackers text[], keys text[], nodes text[], epochs bigint[], all_stay boolean[], all_final bytea[], all_survivors bytea[])
    RETURNS TABLE (ordinal bigint, done boolean) LANGUAGE plpgsql AS $$
DECLARE
    asked record;
    present record;
BEGIN
    PERFORM gentracker.begin_step();
    FOR asked IN
        SELECT a.* FROM unnest(trackers, keys, nodes, epochs, all_stay, all_final, all_survivors)
            WITH ORDINALITY AS a(tracker, key, node, epoch, stays, final, survivors, ordinal)
        ORDER BY a.tracker COLLATE "C", a.key COLLATE "C", a.ordinal
    LOOP
        SELECT k.owner, k.epoch INTO present FROM gentracker.key k
            WHERE k.service = asked_service AND k.tracker = asked.tracker AND k.key = asked.key
            FOR UPDATE;
        ordinal := asked.ordinal;
        done := coalesce(present.owner = asked.node AND present.epoch = asked.epoch, false);
        IF done THEN
            UPDATE gentracker.key k
                SET owner = NULL,
                    wanted = k.wanted AND asked.stays,
                    final = asked.final,
                    survivors = CASE WHEN k.wanted AND asked.stays THEN coalesce(asked.survivors, k.survivors) END,
                    changed_at = clock_timestamp()
                WHERE k.service = asked_service AND k.tracker = asked.tracker AND k.key = asked.key;
        END IF;

        RETURN NEXT;
    END LOOP;
END $$;

-- Writes what survives of keys that a node owns with these epochs, and returns the keys that were written. A row that is locked is left out: its key is being
-- acquired or released. So a checkpoint waits for nobody, and takes no part in a deadlock.
CREATE FUNCTION gentracker.checkpoint(
    asked_service text, asked_tracker text, asked_node text, asked_sequence bigint, keys text[], epochs bigint[], all_survivors bytea[])
    RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    asked record;
    present record;
BEGIN
    PERFORM gentracker.begin_step();
    FOR asked IN SELECT * FROM unnest(keys, epochs, all_survivors) AS a(key, epoch, survivors) LOOP
        SELECT k.owner, k.epoch, k.checkpointed INTO present FROM gentracker.key k
            WHERE k.service = asked_service AND k.tracker = asked_tracker AND k.key = asked.key
            FOR UPDATE SKIP LOCKED;
        IF present.owner = asked_node AND present.epoch = asked.epoch AND present.checkpointed < asked_sequence THEN
            UPDATE gentracker.key k SET survivors = asked.survivors, checkpointed = asked_sequence
                WHERE k.service = asked_service AND k.tracker = asked_tracker AND k.key = asked.key;
            RETURN NEXT asked.key;
        END IF;
    END LOOP;
END $$;

-- Deletes rows of ended keys, and keeps the highest of their epochs.
CREATE FUNCTION gentracker.delete_ended(asked_service text, age interval, max_count integer) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
    ended record;
    deleted integer := 0;
BEGIN
    PERFORM gentracker.begin_step();

    -- Two deletions could lock the marks of two trackers in different orders. One at a time is enough.
    IF NOT pg_try_advisory_xact_lock(hashtextextended('gentracker.delete_ended ' || asked_service, 0)) THEN
        RETURN 0;
    END IF;

    FOR ended IN
        SELECT k.tracker, k.key, k.epoch, k.owner FROM gentracker.key k
        WHERE k.service = asked_service AND NOT k.wanted AND k.changed_at <= clock_timestamp() - age
            AND NOT EXISTS (SELECT FROM gentracker.node n WHERE n.service = k.service AND n.node = k.owner AND n.lease_until > clock_timestamp())
        ORDER BY k.changed_at
        LIMIT max_count
        FOR UPDATE OF k SKIP LOCKED
    LOOP
        CONTINUE WHEN ended.owner IS NOT NULL AND gentracker.is_live(asked_service, ended.owner);
        INSERT INTO gentracker.tracker AS t (service, tracker, deleted_epoch)
            VALUES (asked_service, ended.tracker, ended.epoch)
            ON CONFLICT (service, tracker) DO UPDATE SET deleted_epoch = greatest(t.deleted_epoch, excluded.deleted_epoch);
        DELETE FROM gentracker.key k WHERE k.service = asked_service AND k.tracker = ended.tracker AND k.key = ended.key;
        deleted := deleted + 1;
    END LOOP;

    RETURN deleted;
END $$;
