-- The attributes that survive, as an owner last wrote them, and the sequence of the checkpoint of this epoch that did so. A new column in the result of a
-- function does not disturb nodes of the version before, which name the columns that they read.
ALTER TABLE gentracker.key ADD COLUMN survivors bytea, ADD COLUMN checkpointed bigint NOT NULL DEFAULT 0;

DROP FUNCTION gentracker.acquire(text, text[], text[], text[], bytea[], boolean[], boolean[]);

-- Takes keys for nodes, as before; what survives goes along with a key that keeps its arguments. The status is that of AcquireStatus.
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
BEGIN
    PERFORM gentracker.begin_step();
    FOR asked IN
        SELECT a.* FROM unnest(trackers, keys, nodes, epochs, all_stay, all_final, all_survivors)
            WITH ORDINALITY AS a(tracker, key, node, epoch, stays, final, survivors, ordinal)
        ORDER BY a.tracker COLLATE "C", a.key COLLATE "C", a.ordinal
    LOOP
        UPDATE gentracker.key k
            SET owner = NULL,
                wanted = k.wanted AND asked.stays,
                final = asked.final,
                survivors = CASE WHEN k.wanted AND asked.stays THEN coalesce(asked.survivors, k.survivors) END,
                changed_at = clock_timestamp()
            WHERE k.service = asked_service AND k.tracker = asked.tracker AND k.key = asked.key AND k.owner = asked.node AND k.epoch = asked.epoch;
        ordinal := asked.ordinal;
        done := FOUND;
        RETURN NEXT;
    END LOOP;
END $$;

-- The same for nodes of the version before.
CREATE OR REPLACE FUNCTION gentracker.release(
    asked_service text, trackers text[], keys text[], nodes text[], epochs bigint[], all_stay boolean[], all_final bytea[])
    RETURNS TABLE (ordinal bigint, done boolean) LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY SELECT r.ordinal, r.done FROM gentracker.release(
        asked_service, trackers, keys, nodes, epochs, all_stay, all_final, array_fill(NULL::bytea, ARRAY[cardinality(keys)])) r;
END $$;

-- Writes what survives of keys that a node owns with these epochs, and returns the keys that were written. A row that is locked is left out: its key is being
-- acquired or given up. So a checkpoint waits for nobody, and takes no part in a deadlock.
CREATE FUNCTION gentracker.checkpoint(
    asked_service text, asked_tracker text, asked_node text, asked_sequence bigint, keys text[], epochs bigint[], all_survivors bytea[])
    RETURNS SETOF text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM gentracker.begin_step();
    RETURN QUERY
        WITH asked AS (
            SELECT * FROM unnest(keys, epochs, all_survivors) AS a(key, epoch, survivors)),
        mine AS (
            SELECT k.key FROM gentracker.key k JOIN asked a ON a.key = k.key AND a.epoch = k.epoch
            WHERE k.service = asked_service AND k.tracker = asked_tracker AND k.owner = asked_node AND k.checkpointed < asked_sequence
            FOR UPDATE OF k SKIP LOCKED)
        UPDATE gentracker.key k SET survivors = a.survivors, checkpointed = asked_sequence
        FROM mine m JOIN asked a ON a.key = m.key
        WHERE k.service = asked_service AND k.tracker = asked_tracker AND k.key = m.key AND k.owner = asked_node AND k.epoch = a.epoch
            AND k.checkpointed < asked_sequence
        RETURNING k.key;
END $$;
