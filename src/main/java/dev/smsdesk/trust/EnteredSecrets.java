package dev.smsdesk.trust;

import dev.smsdesk.account.Channel;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import jakarta.persistence.PersistenceException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Adds, promotes and removes secrets for admins. A removed secret is no longer accepted, but stays sealed for a while, so that the doctor
 * can recognise its use.
 */
public final class EnteredSecrets {
    public static final int MOST_BYTES = 1_000;
    static final Duration KEPT_AFTER_REMOVAL = Duration.ofDays(30);
    private final Tx tx;
    private final Ids ids;
    private final Clock clock;
    private final SecretSeal seal;

    /** @param seal null if the settings have no key: then no secret can be entered or read */
    public EnteredSecrets(Tx tx, Ids ids, Clock clock, SecretSeal seal) {
        this.tx = tx;
        this.ids = ids;
        this.clock = clock;
        this.seal = seal;
    }

    public boolean canBeEntered() {
        return seal != null;
    }

    /** @param id of the stored secret, or null; @param fault why it was not stored, or null */
    public record EntryResult(String id, String fault) {
        private static EntryResult refused(String fault) {
            return new EntryResult(null, fault);
        }
    }

    /** @return why it was not stored, or empty */
    public Optional<String> enter(Channel channel, Slot slot, String text, String who) {
        return Optional.ofNullable(entry(channel, slot, text, who).fault());
    }

    /** As {@link #enter}, for a caller that may have to remove it again. */
    public EntryResult entry(Channel channel, Slot slot, String text, String who) {
        byte[] secret = text.getBytes(StandardCharsets.UTF_8);
        if (seal == null) {
            return EntryResult.refused("There is no SMSDESK_SECRETS_KEY, so nothing can be stored.");
        }
        if (secret.length == 0 || secret.length > MOST_BYTES) {
            return EntryResult.refused("A secret has 1 to 1,000 bytes.");
        }
        String id = ids.next();
        byte[] sealed = seal.seal(new SecretSeal.Place(id, channel, slot.word()), secret);
        try {
            tx.once(SqlWork.on(connection -> {
                SecretTable.insert(connection, new EnteredSecret(id, channel, slot, sealed, clock.instant(), who, null));
                return null;
            }));
            return new EntryResult(id, null);
        } catch (PersistenceException e) {
            if (e.getCause() instanceof SQLIntegrityConstraintViolationException) {
                return EntryResult.refused("There is such a secret already. Enter the new one as next, or remove the other first.");
            }
            throw e;
        }
    }

    /** Makes the next secret the current one and removes an entered current one. @return why not, or empty */
    public Optional<String> promote(String id) {
        return tx.once(SqlWork.on(connection -> {
            Optional<EnteredSecret> next = find(connection, id).filter(secret -> secret.slot() == Slot.NEXT);
            if (next.isEmpty()) {
                return Optional.of("This secret is no longer the next one.");
            }
            List<EnteredSecret> live = SecretTable.locked(connection, next.get().channel());
            Optional<EnteredSecret> still = live.stream().filter(next.get()::equals).findFirst();
            if (still.isEmpty() || still.get().open(seal).isEmpty()) {
                return Optional.of("This secret was changed meanwhile, or cannot be read with the key of the settings.");
            }
            for (EnteredSecret secret : live) {
                if (secret.slot() == Slot.CURRENT) {
                    end(connection, secret);
                }
            }
            SecretTable.update(connection, still.get().moved(seal, Slot.CURRENT, null));
            return Optional.empty();
        }));
    }

    /** The secret is no longer accepted. */
    public void remove(String id) {
        tx.sql(connection -> {
            Optional<EnteredSecret> secret = find(connection, id);
            if (secret.isPresent()) {
                List<EnteredSecret> live = SecretTable.locked(connection, secret.get().channel());
                for (EnteredSecret one : live) {
                    if (one.id().equals(id)) {
                        end(connection, one);
                    }
                }
            }
            SecretTable.deleteRemovedBefore(connection, clock.instant().minus(KEPT_AFTER_REMOVAL));
            return null;
        });
    }

    /** A secret that cannot be read is deleted, because it is of no use. */
    private void end(Connection connection, EnteredSecret secret) throws SQLException {
        Instant now = clock.instant();
        if (secret.open(seal).isEmpty()) {
            SecretTable.delete(connection, secret);
        } else {
            SecretTable.update(connection, secret.moved(seal, secret.slot(), now));
        }
    }

    /** Live secrets, then the last ones removed. */
    List<EnteredSecret> all(Connection connection) throws SQLException {
        return SecretTable.all(connection);
    }

    SecretSeal seal() {
        return seal;
    }

    private static Optional<EnteredSecret> find(Connection connection, String id) throws SQLException {
        return SecretTable.all(connection).stream().filter(secret -> secret.isLive() && secret.id().equals(id)).findFirst();
    }
}
