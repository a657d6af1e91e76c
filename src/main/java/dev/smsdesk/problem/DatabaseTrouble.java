package dev.smsdesk.problem;

import dev.smsdesk.wording.SentenceKey;
import dev.smsdesk.wording.Sentences;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** A database fault from the caller's view. Only the first two are temporary, so only they ask for a retry. */
public enum DatabaseTrouble implements SentenceKey {
    AWAY(ProblemType.DATABASE_DOWN),
    BUSY(ProblemType.DATABASE_BUSY),
    REFUSED(ProblemType.UNEXPECTED);

    /** MySQL and MariaDB: lock wait, deadlock, statement limits. H2: lock timeout, statement limit. */
    private static final Set<Integer> BUSY_CODES = Set.of(1205, 1213, 3024, 1317, 1969, 50200, 57014);
    /** MySQL and MariaDB report too many connections of one user without a useful SQL state. */
    private static final Set<Integer> FULL_CODES = Set.of(1203, 1226);
    /** MySQL has no SQL state for a character that a column, a collation or the connection cannot hold. */
    private static final Set<Integer> CHARACTER_CODES = Set.of(1366, 1267, 1300, 3988);

    private final ProblemType type;

    DatabaseTrouble(ProblemType type) {
        this.type = type;
    }

    public ProblemType type() {
        return type;
    }

    /** What happened and what to do, in English. */
    public String sentence() {
        return Sentences.ENGLISH.of(this);
    }

    /** SQL states 22 (data), 23 (constraint) and 42 (syntax, rights, missing tables) are faults of the request or of SMS Desk. */
    public static DatabaseTrouble of(SQLException fault) {
        boolean noConnection = fault instanceof SQLTransientConnectionException || fault instanceof SQLNonTransientConnectionException;
        String state = fault.getSQLState() == null || noConnection ? "08" : fault.getSQLState();
        int code = fault.getErrorCode();
        if (fault instanceof SQLTimeoutException || BUSY_CODES.contains(code) || state.startsWith("40")) {
            return BUSY;
        }
        boolean refused = !noConnection && !FULL_CODES.contains(code)
            && (state.startsWith("22") || state.startsWith("23") || state.startsWith("42") || CHARACTER_CODES.contains(code));
        return refused ? REFUSED : AWAY;
    }
}
