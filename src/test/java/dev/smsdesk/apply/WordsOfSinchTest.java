package dev.smsdesk.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.DeliveryState;
import dev.smsdesk.message.Recipient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Statuses, reasons and sub codes of the Conversation API are stored as Sinch wrote them, also unknown ones")
class WordsOfSinchTest {
    private static final String NUMBER = "46701230001";
    private final ApplyingSide side = new ApplyingSide();
    private final String id = side.compose(Channel.CONVERSATION, NUMBER);

    @AfterEach
    void close() {
        side.close();
    }

    private void told(String status, String reason) {
        side.receive(Channel.CONVERSATION, ("{\"app_id\":\"A\",\"event_time\":\"2026-11-24T10:00:01Z\",\"message_delivery_report\":"
            + "{\"message_id\":\"M1\",\"status\":\"" + status + "\",\"metadata\":\"" + id + "\",\"channel_identity\":{\"channel\":\"SMS\","
            + "\"identity\":\"" + NUMBER + "\"}" + reason + "}}").getBytes(StandardCharsets.UTF_8));
    }

    private Recipient recipient() {
        return side.recipient(id, NUMBER);
    }

    /** Status and reason of each report, in the order of their coming. */
    private List<String> reports() {
        return side.messages.reports(recipient().getId()).stream().map(one -> one.getStatus() + ", " + one.getReason()).toList();
    }

    @Test
    void switchingTheChannelIsNoFailure() {
        told("SWITCHING_CHANNEL", ",\"reason\":{\"code\":\"RATE_LIMITED\",\"description\":\"Too fast\","
            + "\"sub_code\":\"UNSPECIFIED_SUB_CODE\"}");
        assertEquals(DeliveryState.DISPATCHED, recipient().getState());
        assertEquals(List.of("SWITCHING_CHANNEL, RATE_LIMITED: Too fast"), reports());
        told("DELIVERED", "");
        assertEquals(DeliveryState.DELIVERED, recipient().getState());
    }

    @Test
    void anUnknownReasonAndSubCodeStandAsTheyCame() {
        told("FAILED", ",\"reason\":{\"code\":\"HOLOGRAM_BROKEN\",\"description\":\"<b>No light\",\"sub_code\":\"LENS_DUSTY\"}");
        assertEquals(DeliveryState.FAILED, recipient().getState());
        assertEquals("HOLOGRAM_BROKEN: <b>No light (LENS_DUSTY)", recipient().getReason());
    }

    @Test
    void anUnknownStatusKeepsTheState() {
        told("QUEUED_ON_CHANNEL", "");
        told("TELEPORTED", ",\"reason\":{\"code\":\"BEAM\",\"description\":\"\",\"sub_code\":\"UP\"}");
        assertEquals(DeliveryState.DISPATCHED, recipient().getState());
        assertEquals(List.of("QUEUED_ON_CHANNEL, null", "TELEPORTED, BEAM (UP)"), reports());
    }
}
