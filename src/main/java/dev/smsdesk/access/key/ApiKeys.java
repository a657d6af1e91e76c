package dev.smsdesk.access.key;

import dev.smsdesk.access.AuditLog;
import dev.smsdesk.access.Role;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Sha256;
import dev.smsdesk.store.Sql;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The API keys. A key is shown once, when it is created; only its SHA-256 is stored. */
public final class ApiKeys {
    private static final String SCHEME = "Bearer ";
    private static final String PREFIX = "smsdesk_";
    private static final int SECRET_BYTES = 32;
    private static final String COLUMNS = "select id, name, role, created_at, created_by, revoked_at from api_key ";
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final AuditLog audit;
    private final SecureRandom random = new SecureRandom();
    private final byte[] settingDigest;

    /** @param settingKey value of SMSDESK_API_KEY, one more key of role admin, or null */
    public ApiKeys(Tx tx, Ids ids, Clock clock, String settingKey) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.audit = new AuditLog(tx, ids, clock);
        this.settingDigest = settingKey == null ? null : sha256(settingKey);
    }

    /** @return the key, {@code smsdesk_} and 43 characters; it cannot be read again */
    public String create(String name, Role role, String who) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        String key = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        String id = ids.next();
        Instant now = clock.instant();
        tx.once(SqlWork.on(connection -> {
            Sql.run(connection, "insert into api_key (id, name, role, digest, created_at, created_by) values (?, ?, ?, ?, ?, ?) "
                + "on duplicate key update name = values(name)", id, name, role.name(), sha256(key), now, who);
            audit.add(connection, who, "key created", role.word() + " key " + id + ", " + name);
            return null;
        }));
        return key;
    }

    /** Revokes a key at once. A second revocation keeps the first time; an unknown id changes nothing. */
    public void revoke(String id, String who) {
        Instant now = clock.instant();
        tx.once(SqlWork.on(connection -> {
            Sql.run(connection, "update api_key set revoked_at = ? where id = ? and revoked_at is null", now, id);
            audit.add(connection, who, "key revoked", "key " + id);
            return null;
        }));
    }

    /** Newest first, including revoked ones, without the setting's. */
    public List<ApiKey> all() {
        return tx.sql(connection -> Sql.list(connection, ApiKeys::read, COLUMNS + "order by id desc"));
    }

    /** The valid key with these characters; the comparison with the setting takes constant time. */
    public Optional<ApiKey> find(String presented) {
        byte[] digest = sha256(presented);
        if (settingDigest != null && MessageDigest.isEqual(settingDigest, digest)) {
            return Optional.of(new ApiKey("setting", "SMSDESK_API_KEY", Role.ADMIN, null, "setting", null));
        }
        return tx.sql(connection -> Sql.list(connection, ApiKeys::read, COLUMNS + "where digest = ? and revoked_at is null", digest))
            .stream().findFirst();
    }

    /** @param authorization headers of this name; @return the key if there is exactly one, valid or not */
    static Optional<String> presented(List<String> authorization) {
        return authorization.size() == 1 && authorization.get(0).regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            ? Optional.of(authorization.get(0).substring(SCHEME.length()).strip()) : Optional.empty();
    }

    /** Whether these Authorization headers contain a valid key of at least this role. */
    public boolean open(List<String> authorization, Role needed) {
        return presented(authorization).flatMap(this::find).filter(key -> key.role().covers(needed)).isPresent();
    }

    /** Whether it is the setting's key or has the form of a key, valid or not; does not query the database. */
    boolean isKey(String presented) {
        return presented.startsWith(PREFIX) || settingDigest != null && MessageDigest.isEqual(settingDigest, sha256(presented));
    }

    public boolean hasSettingKey() {
        return settingDigest != null;
    }

    private static ApiKey read(ResultSet row) throws SQLException {
        return new ApiKey(row.getString("id"), row.getString("name"), Sql.word(row, "role", Role.class), Sql.instant(row, "created_at"),
            row.getString("created_by"), Sql.instant(row, "revoked_at"));
    }

    private static byte[] sha256(String key) {
        return Sha256.of(key.getBytes(StandardCharsets.UTF_8));
    }
}
