-- One row for each node of a service. A lease is over from lease_until on, by the clock of this server.
CREATE TABLE gentracker.node (
    service text COLLATE "C" NOT NULL,
    node text COLLATE "C" NOT NULL,
    cluster text NOT NULL,
    lease_until timestamptz NOT NULL,
    revoked boolean NOT NULL DEFAULT false,
    PRIMARY KEY (service, node));

-- One row for each key that is owned, wanted, or has ended not long ago. What survives is as an owner last wrote it, and checkpointed is the sequence of the
-- checkpoint of this epoch that did so.
CREATE TABLE gentracker.key (
    service text COLLATE "C" NOT NULL,
    tracker text COLLATE "C" NOT NULL,
    key text COLLATE "C" NOT NULL,
    epoch bigint NOT NULL,
    owner text COLLATE "C",
    wanted boolean NOT NULL,
    arguments bytea,
    final bytea,
    survivors bytea,
    checkpointed bigint NOT NULL DEFAULT 0,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (service, tracker, key));

CREATE INDEX key_owner ON gentracker.key (service, tracker, owner) WHERE wanted OR owner IS NOT NULL;
CREATE INDEX key_ended ON gentracker.key (service, changed_at) WHERE NOT wanted;

-- The highest epoch of all deleted rows of a tracker. New rows start above it.
CREATE TABLE gentracker.tracker (
    service text COLLATE "C" NOT NULL,
    tracker text COLLATE "C" NOT NULL,
    deleted_epoch bigint NOT NULL,
    PRIMARY KEY (service, tracker));
