package dev.smsdesk.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.sql.SQLIntegrityConstraintViolationException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The log gets kind and codes of a database fault, never the quoted row")
class FaultTest {
    @Test
    void aDatabasesMessageIsKeptBack() {
        Throwable fault = new IllegalStateException("outer", new SQLIntegrityConstraintViolationException("Duplicate entry "
            + "'46701234567'", "23000", 1062));
        assertEquals("SQLIntegrityConstraintViolationException 23000/1062", Fault.of(fault).kind());
        assertNull(Fault.of(fault).stack());
    }

    @Test
    void anyOtherFaultIsToldWhole() {
        Throwable fault = new IllegalStateException("a bug");
        assertEquals("IllegalStateException", Fault.of(fault).kind());
        assertSame(fault, Fault.of(fault).stack());
    }
}
