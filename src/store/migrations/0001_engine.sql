-- Ids are TEXT, times BIGINT milliseconds UTC, a switch is a nullable time, JSON is TEXT. The account leads every key.

CREATE TABLE installation (
    id BIGINT PRIMARY KEY,
    identity TEXT NOT NULL,
    mark BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE accounts (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL,
    sandbox_since BIGINT,
    clock_at BIGINT,
    manual_receipts_since BIGINT,
    held_for TEXT,
    held_at BIGINT,
    created_at BIGINT NOT NULL
) {without_rowid};

CREATE TABLE api_keys (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    secret_hash TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    revoked_at BIGINT,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, secret_hash)
) {without_rowid};

CREATE TABLE users (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    id TEXT NOT NULL,
    email TEXT NOT NULL,
    email_key TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT,
    created_at BIGINT NOT NULL,
    disabled_at BIGINT,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, email_key)
) {without_rowid};

CREATE TABLE idempotency_keys (
    account_id TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status BIGINT NOT NULL,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, idempotency_key)
) {without_rowid};
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (account_id, created_at);

CREATE TABLE storefronts (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    id TEXT NOT NULL,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    language TEXT NOT NULL,
    url TEXT,
    sender_name TEXT,
    sender_address TEXT,
    reply_to TEXT,
    postal_address TEXT,
    declared_basis TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, slug)
) {without_rowid};

-- What a campaign is now. Every change of its settings is also a row of campaign_versions, which invitations pin.
CREATE TABLE campaigns (
    account_id TEXT NOT NULL,
    id TEXT NOT NULL,
    storefront_id TEXT NOT NULL,
    event_type TEXT NOT NULL,
    purpose TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    priority BIGINT NOT NULL,
    version BIGINT NOT NULL,
    enabled_since BIGINT,
    paused_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, id),
    FOREIGN KEY (account_id, storefront_id) REFERENCES storefronts (account_id, id)
) {without_rowid};
CREATE INDEX campaigns_by_event ON campaigns (account_id, storefront_id, event_type);
CREATE UNIQUE INDEX campaigns_one_enabled ON campaigns (account_id, storefront_id, event_type, purpose)
    WHERE enabled_since IS NOT NULL;

CREATE TABLE campaign_versions (
    account_id TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    settings TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, campaign_id, version)
) {without_rowid};

CREATE TABLE contacts (
    account_id TEXT NOT NULL,
    id TEXT NOT NULL,
    external_id TEXT,
    email TEXT,
    phone TEXT,
    name TEXT,
    locale TEXT,
    time_zone TEXT,
    country TEXT,
    postal_code TEXT,
    city TEXT,
    birth_date TEXT,
    preferred_channel TEXT,
    segments TEXT,
    attributes TEXT,
    -- Another contact that an event of this one also pointed at: a doubt for a person to settle.
    doubt_with TEXT,
    less_often_since BIGINT,
    later_until TEXT,
    erased_at BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, id)
) {without_rowid};

-- Who is who: which contact an external id, email or phone means. Keyed hashes, so that erasure leaves no copy.
CREATE TABLE identifiers (
    account_id TEXT NOT NULL,
    identifier TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    PRIMARY KEY (account_id, identifier)
) {without_rowid};
CREATE INDEX identifiers_by_contact ON identifiers (account_id, contact_id);

CREATE TABLE consents (
    account_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    id TEXT NOT NULL,
    channel TEXT NOT NULL,
    purposes TEXT NOT NULL,
    basis TEXT NOT NULL,
    source TEXT NOT NULL,
    given_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    PRIMARY KEY (account_id, contact_id, id)
) {without_rowid};

CREATE TABLE suppressions (
    account_id TEXT NOT NULL,
    address_key TEXT NOT NULL,
    channel TEXT NOT NULL,
    cause TEXT NOT NULL,
    purpose_group TEXT NOT NULL,
    id TEXT NOT NULL,
    source TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, address_key, channel, cause, purpose_group),
    UNIQUE (account_id, id)
) {without_rowid};

CREATE TABLE events (
    account_id TEXT NOT NULL,
    id TEXT NOT NULL,
    storefront_id TEXT NOT NULL,
    type TEXT NOT NULL,
    reference TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    activation_date TEXT,
    details TEXT,
    source TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, storefront_id, reference, type)
) {without_rowid};
CREATE INDEX events_by_contact ON events (account_id, contact_id);

-- What became of an order besides its events; no row: nothing did.
CREATE TABLE orders (
    account_id TEXT NOT NULL,
    storefront_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    cancelled_at BIGINT,
    held_at BIGINT,
    answered TEXT,
    reminded_by TEXT,
    PRIMARY KEY (account_id, storefront_id, reference)
) {without_rowid};

CREATE TABLE invitations (
    account_id TEXT NOT NULL,
    id TEXT NOT NULL,
    campaign_id TEXT NOT NULL,
    version BIGINT NOT NULL,
    purpose TEXT NOT NULL,
    storefront_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    occurred_at BIGINT NOT NULL,
    status TEXT NOT NULL,
    reason TEXT,
    address_key TEXT,
    due_at BIGINT NOT NULL,
    next_at BIGINT,
    next_role TEXT,
    next_step BIGINT,
    next_channel TEXT,
    held_for TEXT,
    released_from TEXT,
    lease_owner TEXT,
    lease_until BIGINT,
    -- Rises with every write: whoever read an older one starts over.
    fence BIGINT NOT NULL,
    first_sent_at BIGINT,
    reminded_at BIGINT,
    expires_at BIGINT,
    reminder_at_creation BIGINT,
    reminder_at_first BIGINT,
    reminder_struck_at BIGINT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, event_id, campaign_id, purpose)
) {without_rowid updated_often};
CREATE INDEX invitations_due ON invitations (account_id, next_at, id) WHERE next_at IS NOT NULL;
CREATE INDEX invitations_by_contact ON invitations (account_id, contact_id);
CREATE INDEX invitations_by_address ON invitations (account_id, address_key) WHERE address_key IS NOT NULL;
CREATE INDEX invitations_open ON invitations (account_id, expires_at) WHERE expires_at IS NOT NULL AND ended_at IS NULL;
CREATE INDEX invitations_held ON invitations (account_id, held_for, campaign_id) WHERE held_for IS NOT NULL;

CREATE TABLE messages (
    account_id TEXT NOT NULL,
    invitation_id TEXT NOT NULL,
    id TEXT NOT NULL,
    role TEXT NOT NULL,
    step BIGINT NOT NULL,
    channel TEXT NOT NULL,
    status TEXT NOT NULL,
    tries BIGINT NOT NULL,
    address_key TEXT NOT NULL,
    consent_id TEXT NOT NULL,
    -- What was rendered for the attempt, kept until its outcome is known.
    rendered TEXT,
    lease_owner TEXT,
    lease_until BIGINT,
    first_tried_at BIGINT NOT NULL,
    committed_at BIGINT NOT NULL,
    sent_at BIGINT,
    delivered_at BIGINT,
    opened_at BIGINT,
    clicked_at BIGINT,
    failure TEXT,
    PRIMARY KEY (account_id, id),
    -- One message a step: however often it is tried, whoever tries it.
    UNIQUE (account_id, invitation_id, step)
) {without_rowid updated_often};
-- Attempts whose outcome is not known yet: a node that died left them.
CREATE INDEX messages_in_flight ON messages (account_id, lease_until) WHERE lease_until IS NOT NULL;

-- A counter for each person and address that every reservation raises: whoever read an older one starts over (V4).
CREATE TABLE guards (
    account_id TEXT NOT NULL,
    guard TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (account_id, guard)
) {without_rowid};

CREATE TABLE decisions (
    account_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    id TEXT NOT NULL,
    invitation_id TEXT,
    campaign_id TEXT,
    purpose TEXT,
    stage TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    due_at BIGINT,
    checks TEXT NOT NULL,
    PRIMARY KEY (account_id, event_id, id)
) {without_rowid};

CREATE TABLE responses (
    account_id TEXT NOT NULL,
    id TEXT NOT NULL,
    invitation_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    storefront_id TEXT NOT NULL,
    reference TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    completed_at BIGINT,
    via_role TEXT,
    via_channel TEXT,
    answers TEXT NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, invitation_id)
) {without_rowid};

-- A sandbox's messages, sent to nobody.
CREATE TABLE outbox (
    account_id TEXT NOT NULL,
    message_id TEXT NOT NULL,
    invitation_id TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    channel TEXT NOT NULL,
    recipient TEXT NOT NULL,
    role TEXT NOT NULL,
    mail TEXT NOT NULL,
    PRIMARY KEY (account_id, message_id)
) {without_rowid};
CREATE INDEX outbox_by_recipient ON outbox (account_id, recipient);
CREATE INDEX outbox_by_time ON outbox (account_id, sent_at);

CREATE TABLE duties (
    name TEXT PRIMARY KEY,
    next_at BIGINT NOT NULL
) {without_rowid};
