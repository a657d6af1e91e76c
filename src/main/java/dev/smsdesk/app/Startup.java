package dev.smsdesk.app;

import dev.smsdesk.common.SqlFaults;
import dev.smsdesk.receive.inbox.PacketLimit;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Database;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Transient;
import dev.smsdesk.store.schema.Schema;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the application in a thread of its own, then watches the database and the threads. A failed start is repeated from the beginning
 * until it works; meanwhile requests get the fault.
 */
final class Startup implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final String UNREACHABLE = Readiness.SILENT.get(0);
    private static final String REFUSED = "The database refuses the user or the password. It is tried again until it takes them.";
    private static final String READ_ONLY = "The database takes nothing: it is read-only. It is tried again until it is not.";
    private static final String UNSUITABLE =
        "The database refuses what SMS Desk needs of it. The log says what; it is tried again until it works.";
    private static final Logger log = LoggerFactory.getLogger(Startup.class);
    private final Readiness readiness;
    private final Database database;
    private final Runnable begin;
    private final Background background = new Background("startup", LOOK, this::step);
    private boolean begun;
    private List<String> ended = List.of();

    /** @param begin what starts once the tables are there; run again where it failed */
    Startup(Readiness readiness, Database database, Runnable begin) {
        this.readiness = readiness;
        this.database = database;
        this.begin = begin;
    }

    void start() {
        background.start();
    }

    private boolean step() {
        try {
            if (!begun) {
                new Schema(database.dataSource()).migrate();
                PacketLimit.check(database.receiving());
                begin.run();
                begun = true;
                log.info("smsdesk ready");
            }
            database.ping();
            readiness.ready();
        } catch (SQLException e) {
            if (begun && Transient.isStatementLimit(e)) {
                log.warn("database slow cause={}", Fault.of(e).kind());
                readiness.ready();
            } else {
                fault(Transient.isReadOnly(e) ? READ_ONLY : isRefused(e) ? REFUSED : Transient.isConnectionLost(e) ? UNREACHABLE
                    : UNSUITABLE, e);
            }
        } catch (FlywayException e) {
            fault(isRefused(e) ? REFUSED : isUnreachable(e) ? UNREACHABLE
                : "The tables could not be brought up to date. The log says which change failed; it goes on where it was.", e);
        } catch (RuntimeException | Error e) {
            fault(Readiness.sentence(e), e);
        }
        tellOfEnded();
        return false;
    }

    private void tellOfEnded() {
        List<String> now = Background.ended();
        if (!now.equals(ended)) {
            ended = now;
            log.error("smsdesk not ready: threads have ended, restart the server threads={}", now);
        }
    }

    private void fault(String sentence, Throwable cause) {
        if (!readiness.faults().equals(List.of(sentence))) {
            log.error("smsdesk not ready fault=\"{}\"", sentence, cause);   // nothing has run yet whose message could quote a row
        }
        readiness.faults(List.of(sentence));
    }

    /** Behind a pool's own "no connection in time" stands what the database said. */
    private static boolean isRefused(Exception e) {
        return SqlFaults.in(e).anyMatch(cause -> cause.getSQLState() != null && cause.getSQLState().startsWith("28"));
    }

    private static boolean isUnreachable(FlywayException e) {
        return SqlFaults.in(e).anyMatch(Transient::isConnectionLost);
    }

    @Override
    public void close() {
        background.close();
    }
}
