package dev.smsdesk.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The last digits of a number decide what happens to its message, or to the call")
class MagicNumberTest {

    @ParameterizedTest
    @CsvSource({"0402, Aborted, 402", "0403, Aborted, 403", "0404, Aborted, 404", "0405, Aborted, 405", "0406, Aborted, 406",
        "0407, Cancelled, 407",
        "0408, Aborted, 408", "0410, Aborted, 410", "0411, Aborted, 411", "0412, Aborted, 412", "0413, Aborted, 413",
        "990101, Failed, 1", "990102, Rejected, 2", "990103, Deleted, 3", "990104, Expired, 5", "990105, Unknown, 6", "0409, Delivered, 0",
        "4567, Delivered, 0"})
    void theFinalStatus(String ending, String status, int code) {
        List<DeliveryStep> steps = MagicNumber.stepsOf("4670123" + ending);
        assertEquals(List.of("Queued/400", "Dispatched/401", status + '/' + code), steps.stream()
            .map(step -> step.status() + '/' + step.code()).toList());
        assertTrue(steps.get(2).isFinal());
        assertTrue(steps.get(2).told().compareTo(Duration.ofSeconds(5)) < 0, "within 5 s");
    }

    @Test
    void theStrangerFates() {
        assertEquals(List.of("Queued", "Dispatched"), words("990106"));
        assertEquals(List.of("Queued", "Delivered", "Dispatched"), words("990107"), "in the order they are told");
        List<DeliveryStep> outOfOrder = MagicNumber.stepsOf("46701990107");
        assertTrue(outOfOrder.get(2).happened().compareTo(outOfOrder.get(1).happened()) < 0, "though Dispatched happened first");
        assertEquals(List.of(2, 2, 2), MagicNumber.stepsOf("46701990108").stream().map(DeliveryStep::copies).toList());
        assertEquals(List.of("Queued", "Dispatched", "Delivered", "Failed"), words("990109"));
    }

    @ParameterizedTest
    @CsvSource({"990001, 0", "990419, 401", "990501, 500", "990201, 201", "990202, 201", "990302, 302", "990400, 400", "990401, 401",
        "990403, 403", "990414, 403", "990429, 429", "990430, 429", "990500, 500", "990503, 503", "990000, 0"})
    void theCallItselfMayBeAnswered(String ending, int status) {
        assertEquals(Optional.of(status), MagicNumber.smsFault("46701" + ending).map(MagicFault::status));
    }

    @ParameterizedTest
    @ValueSource(strings = {"46701234567", "46701230402", "46701990101"})
    void otherCallsAreTaken(String digits) {
        assertEquals(Optional.empty(), MagicNumber.smsFault(digits));
    }

    @Test
    void whereTwoEndingsFitTheLongerOneStandsFirst() {
        List<String> endings = Arrays.stream(MagicNumber.values()).map(MagicNumber::getEnding).toList();
        assertEquals(endings.size(), endings.stream().distinct().count());
        for (int i = 0; i < endings.size(); i++) {
            for (String later : endings.subList(i + 1, endings.size())) {
                assertFalse(later.endsWith(endings.get(i)), later + " is never reached");
            }
        }
    }

    private static List<String> words(String ending) {
        return MagicNumber.stepsOf("46701" + ending).stream().map(DeliveryStep::status).toList();
    }
}
