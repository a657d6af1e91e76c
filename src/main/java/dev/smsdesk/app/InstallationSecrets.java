package dev.smsdesk.app;

import dev.smsdesk.store.Sql;
import dev.smsdesk.store.Tx;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** Secrets that this installation generated and needs again after a restart. */
final class InstallationSecrets {
    private static final int SECRET_BYTES = 32;
    private final Tx tx;

    InstallationSecrets(Tx tx) {
        this.tx = tx;
    }

    /** 32 random bytes in Base64, made at the first call; all nodes get the same. */
    String secret(String name) {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return tx.sql(connection -> {
            Sql.run(connection, "insert into kept_value (name, content) values (?, ?) on duplicate key update name = values(name)",
                name, Base64.getEncoder().encodeToString(random));
            List<String> kept = Sql.list(connection, row -> row.getString(1), "select content from kept_value where name = ?", name);
            return kept.get(0);
        });
    }
}
