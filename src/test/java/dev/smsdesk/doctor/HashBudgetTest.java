package dev.smsdesk.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
@DisplayName("The analysis of a body of any size and form takes a bounded time")
class HashBudgetTest {
    private static final Duration BOUND = Duration.ofSeconds(3);   // some tens of milliseconds, on a machine that does nothing else

    static Stream<byte[]> odd() throws IOException {
        byte[] noise = new byte[1 << 20];
        new Random(1).nextBytes(noise);
        return Stream.of(noise, new byte[0], new byte[] {0}, " ".repeat(1 << 20).getBytes(UTF_8),
            ("{" + " ".repeat(60_000) + "}x").getBytes(UTF_8), "[".repeat(60_000).getBytes(UTF_8),
            ("[".repeat(60) + "1," .repeat(20_000) + "1" + "]".repeat(60)).getBytes(UTF_8), "\\".repeat(65_536).getBytes(UTF_8),
            ("\"" + "\\u00e5".repeat(10_000) + "\"").getBytes(UTF_8), ("\"" + "\\\\".repeat(30_000) + "\"").getBytes(UTF_8),
            "\"\\".getBytes(UTF_8), "\"\\u12\"".getBytes(UTF_8),
            ("{" + IntStream.range(0, 8).mapToObj(i -> "\"" + i + "\":\"" + "x".repeat(8_000) + "\"").collect(Collectors.joining(","))
            + "}").getBytes(UTF_8), ("{" + IntStream.range(0, 5_000).mapToObj(i -> "\"" + i + "\":1").collect(Collectors.joining(","))
            + "}").getBytes(UTF_8), "%".repeat(50_000).getBytes(UTF_8), "+ ".repeat(30_000).getBytes(UTF_8), "{\"a\"}".getBytes(UTF_8),
            "{\"a\":1,}".getBytes(UTF_8), "{:}".getBytes(UTF_8), "nul".getBytes(UTF_8), bomb());
    }

    @ParameterizedTest
    @MethodSource("odd")
    void itEndsWithAFinding(byte[] body) {
        Patient patient = Patient.healthy("{}").arrivesAs(body);
        Finding finding = assertTimeout(BOUND, patient::examine);
        assertTrue(finding.cause() == Cause.UNEXPLAINED || finding.cause() == Cause.BODY_EMPTY, finding.toString());
        patient.effort = HashBudget.large();
        assertTimeout(BOUND.multipliedBy(4), patient::examine);
    }

    @Test
    void whereNotAllCouldBeTriedItSaysSo() {
        Patient patient = Patient.healthy("{}").arrivesAs("[" + "1,".repeat(30_000) + "1]");
        assertEquals(new Finding(Cause.UNEXPLAINED, Detail.NOT_ALL_TRIED.stored()), patient.examine());
    }

    @Test
    void whatFitsInALargeBodyIsStillFound() {
        String signed = "[" + "1,".repeat(10_000) + "1]";
        assertEquals(Cause.BODY_RESERIALISED, Patient.healthy(signed).arrivesAs(signed.replace(",", ", ")).examine().cause());
        assertEquals(Cause.BODY_BOM, Patient.healthy("x".repeat(1_000_000)).arrivesAs("\ufeff" + "x".repeat(1_000_000)).examine().cause());
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(new byte[64 << 20]);
        }
        return out.toByteArray();
    }
}
