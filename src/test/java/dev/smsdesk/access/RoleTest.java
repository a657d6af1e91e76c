package dev.smsdesk.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An admin may do what a sender may, a sender what a viewer may")
class RoleTest {
    @Test
    void aLaterRoleCoversAnEarlierOne() {
        assertTrue(Role.ADMIN.covers(Role.SENDER));
        assertTrue(Role.SENDER.covers(Role.SENDER));
        assertFalse(Role.VIEWER.covers(Role.SENDER));
    }

    @Test
    void theContainerKnowsThemByTheseNames() {
        assertEquals("sms-viewer", Role.VIEWER.container());
        assertEquals("sms-sender", Role.SENDER.container());
        assertEquals("sms-admin", Role.ADMIN.container());
    }

    @Test
    void whoHasOnlyTheGreatestRoleHoldsTheSmallest() {
        assertTrue(Role.VIEWER.isHeld(Set.of("sms-admin")::contains));
        assertFalse(Role.ADMIN.isHeld(Set.of("sms-viewer", "sms-sender")::contains));
        assertFalse(Role.VIEWER.isHeld(Set.of("manager-gui")::contains));
    }
}
