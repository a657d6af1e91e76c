package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A database fault is classified as temporary, general or caused by the row")
class TransientTest {
    @ParameterizedTest
    @CsvSource({"40001, 1213", "40001, 1205", "40000, 3101", "HY000, 1180", "08S01, 1047", "HY000, 1020", "40001, 40001",
        "HYT00, 50200", "90131, 90131"})
    void whatPassesIsTriedAgain(String state, int code) {
        assertTrue(Transient.is(wrapped(state, code)));
    }

    @ParameterizedTest
    @CsvSource({"08S01, 0", "HY000, 1114", "HY000, 1021", "HY000, 1030", "HY000, 28", "HY000, 1290", "HY000, 1836", "25006, 1792",
        "42000, 1142", "42000, 1044", "28000, 1045", "42000, 1227", "42S02, 1146", "42S22, 1054", "90028, 90028", "90031, 90031",
            "90100, 90100", "90097, 90097", "90096, 90096", "42S02, 42102",
        "42S04, 42104", "90098, 90098"})
    void whatHitsEverybodyIsNoRowsOwn(String state, int code) {
        assertTrue(Transient.isGeneral(wrapped(state, code)));
    }

    @ParameterizedTest
    @CsvSource({"45000, 1644", "22001, 1406", "22003, 1264", "23000, 1062", "23000, 1048", "HY000, 1366", "HY000, 3819", "22001, 22001",
        "23505, 23505", "23513, 23513"})
    void whatTheRowItselfBringsAboutIsItsOwn(String state, int code) {
        assertEquals("false false", Transient.is(wrapped(state, code)) + " " + Transient.isGeneral(wrapped(state, code)));
    }

    @Test
    void aPoolThatHasNoConnectionHasWaitedAlready() {
        Throwable fault = new IllegalStateException(new SQLTransientConnectionException("no connection within 2500 ms", "08001"));
        assertFalse(Transient.is(fault));
        assertTrue(Transient.isGeneral(fault));
    }

    @ParameterizedTest
    @CsvSource({"08S01, 0, true", "90067, 90067, true", ", 0, false"})
    void aLostConnectionIsRetriedUnlessAPoolHasWaited(String state, int code, boolean again) {
        SQLException lost = new SQLException("gone", state, code);
        assertTrue(Transient.isConnectionLost(lost));
        assertTrue(Transient.isGeneral(new IllegalStateException(lost)));
        assertEquals(again, Transient.is(lost));
    }

    @ParameterizedTest
    @CsvSource({"22001, 1406", "HY000, 1114", "90108, 90108", "90030, 90030", "90098, 90098"})
    void anyOtherFaultCameOverAConnection(String state, int code) {
        assertFalse(Transient.isConnectionLost(new SQLException("it says", state, code)));
    }

    @Test
    void aMistakeOfOursIsNeither() {
        assertFalse(Transient.is(new IllegalStateException()));
        assertFalse(Transient.isGeneral(new IllegalStateException()));
    }

    private static Throwable wrapped(String state, int code) {
        return new IllegalStateException("by the persistence provider", new SQLException("it says", state, code));
    }
}
