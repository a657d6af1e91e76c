package dev.smsdesk.sinch.sms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.Refused;
import dev.smsdesk.sinch.callback.Callback;
import dev.smsdesk.sinch.callback.Callback.Inbound;
import dev.smsdesk.sinch.callback.Callback.RecipientReport;
import dev.smsdesk.sinch.callback.Callback.Reports;
import dev.smsdesk.sinch.signature.SharedNotes;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Sinch's own samples are read correctly, and requests have their shape")
class SinchFixturesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    /** Their sample holds a text that is no address, asks for no reports, and allows one part. */
    private static final Set<String> OURS_DIFFERS = Set.of("callback_url", "delivery_report", "max_number_of_message_parts");

    @Test
    void recipientReport() throws IOException {
        assertEquals(new Reports(Channel.SMS, "01FC66621XXXXX119Z8PMV1QPQ", "client reference",
            List.of(new RecipientReport("44231235674", "Dispatched", 401, null,
                Instant.parse("2022-08-30T08:16:08.150Z"), Instant.parse("2022-08-30T08:16:08.930Z"), null))),
                read(Channel.SMS, "sms/deliveryreports/RecipientDeliveryReportSMSDto.json"));
    }

    @Test
    void batchReport() throws IOException {
        assertEquals(new Reports(Channel.SMS, "01FC66621XXXXX119Z8PMV1QPQ", "a client reference",
                List.of(new RecipientReport("44231235674", "Delivered", 0, null, null, null, null))),
                    read(Channel.SMS, "sms/deliveryreports/BatchDeliveryReportSMSDto.json"));
    }

    @Test
    void inboundText() throws IOException {
        assertEquals(new Inbound(Channel.SMS, "01FC66621XXXXX119Z8PMV1QPA", "11203494390", "11203453453", "a body",
                Instant.parse("2019-08-24T14:17:22Z"), Instant.parse("2019-08-24T14:15:22Z"), "a client reference"),
                    read(Channel.SMS, "sms/inbounds/InboundTextDto.json"));
    }

    @Test
    void conversationReport() throws IOException {
        assertEquals(new Reports(Channel.CONVERSATION, "message id", "metadata value",
            List.of(new RecipientReport("an identity", "DELIVERED", null,
                "RECIPIENT_NOT_OPTED_IN: reason description", Instant.parse("2020-11-17T16:05:45Z"),
                    Instant.parse("2020-11-17T16:05:51.724083Z"), null))),
                read(Channel.CONVERSATION, "conversation/sinchevents/delivery/MessageDeliveryReceiptEventDto.json"));
    }

    @Test
    void conversationInbound() throws IOException {
        assertEquals(new Inbound(Channel.CONVERSATION, "event id", "an identity", "sender id value", "This is a text message.",
                Instant.parse("2020-11-17T16:07:15Z"), Instant.parse("2020-11-17T16:05:45Z"), "correlation id value"),
                read(Channel.CONVERSATION, "conversation/sinchevents/message/MessageInboundEventDto.json"));
    }

    @Test
    void everyMemberWeSendIsOneOfTheirsWithTheSameTypeAndValue() throws IOException {
        JsonNode theirs = SharedNotes.json("fixtures/sms/batches/request/TextRequestDto.json");
        List<String> to = StreamSupport.stream(theirs.get("to").spliterator(), false).map(JsonNode::textValue).toList();
        OutgoingMessage batch = new OutgoingMessage(to, theirs.get("from").textValue(), theirs.get("body").textValue(),
            URI.create("https://desk.example/api/callbacks/sms"),
                theirs.get("client_reference").textValue());
        new ObjectMapper().readTree(SmsBatch.json(batch, SmsOptions.usual())).fields().forEachRemaining(ours -> {
            JsonNode their = theirs.get(ours.getKey());
            assertNotNull(their, ours.getKey());
            assertEquals(their.getNodeType(), ours.getValue().getNodeType(), ours.getKey());
            if (!OURS_DIFFERS.contains(ours.getKey())) {
                assertEquals(their, ours.getValue(), ours.getKey());
            }
        });
    }

    @Test
    void theirAnswers() throws IOException {
        byte[] taken = SharedNotes.bytes("fixtures/sms/batches/response/TextResponseDto.json");
        JsonNode batch = new ObjectMapper().readTree(taken);
        assertEquals(new Accepted(batch.get("id").textValue(), Instant.parse(batch.get("created_at").textValue())),
            new SmsAnswer(201, null, taken).meaning(NOW));
        byte[] refused = SharedNotes.bytes("fixtures/sms/error-response.json");
        assertEquals(new Refused(400, "syntax_invalid_parameter_format", "'foo' is not a valid identifier"),
            new SmsAnswer(400, null, refused).meaning(NOW));
    }

    private static Callback read(Channel channel, String fixture) throws IOException {
        return Callback.read(channel, SharedNotes.bytes("fixtures/" + fixture), "application/json", null);
    }
}
