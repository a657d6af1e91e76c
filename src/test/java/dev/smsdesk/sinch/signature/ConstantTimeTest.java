package dev.smsdesk.sinch.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.smsdesk.trust.BasicPassword;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The time of a refusal tells neither how many bytes are right nor which secret matches")
class ConstantTimeTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final byte[] BODY =
        "{\"type\":\"mo_text\",\"id\":\"1\",\"from\":\"46701230001\",\"to\":\"46700000000\",\"body\":\"hi\"}".getBytes(UTF_8);
    private static final List<Secret> LIVE = IntStream.range(0, 5).mapToObj(i -> Secret.of("secret " + i, "the secret number " + i))
        .toList();
    private static final int SAMPLES = 201;
    private static final int CHECKS = 100;
    private final SignatureCheck check = new SignatureCheck(Duration.ofHours(48), Duration.ofMinutes(5), Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void signaturesAndPasswordsAreComparedByMessageDigestAndByNothingElse() {
        assertComparesInConstantTime(SignatureCheck.class, "fitting", 1);
        assertComparesInConstantTime(BasicPassword.class, "check", 2);
    }

    @Test
    void allLiveSecretsAreTriedWhicheverFits() {
        for (int fitting = 0; fitting < LIVE.size(); fitting++) {
            int[] asked = new int[LIVE.size()];
            List<Secret> watched = new AbstractList<>() {
                @Override
                public Secret get(int index) {
                    asked[index]++;
                    return LIVE.get(index);
                }

                @Override
                public int size() {
                    return LIVE.size();
                }
            };
            assertEquals("secret " + fitting, check.check(signedBy(LIVE.get(fitting)), BODY, watched).secretName());
            assertTrue(Arrays.stream(asked).allMatch(times -> times == 1), Arrays.toString(asked));
        }
    }

    /** Generous, for a busy machine: an exit after the first of five secrets would take a fifth of the time. */
    @Test
    @Tag("slow")
    void theTimeIsMuchTheSame() {
        String right = signedBy(LIVE.get(4)).get(Signature.HEADER).get(0);
        Map<String, Map<String, List<String>>> callbacks = new TreeMap<>(Map.of("wrong from the first byte", with(changed(right, 0)),
            "wrong at the last byte", with(changed(right, 41)),
            "right by the first secret", signedBy(LIVE.get(0)), "right by the last secret", signedBy(LIVE.get(4))));
        Map<String, long[]> nanos = new TreeMap<>();
        callbacks.keySet().forEach(name -> nanos.put(name, new long[SAMPLES]));
        for (int sample = -SAMPLES; sample < SAMPLES; sample++) {   // those below zero warm up
            for (Map.Entry<String, Map<String, List<String>>> callback : callbacks.entrySet()) {
                nanos.get(callback.getKey())[Math.max(0, sample)] = nanos(() -> check.check(callback.getValue(), BODY, LIVE));
            }
        }
        Map<String, Long> medians = new TreeMap<>();
        nanos.forEach((name, all) -> medians.put(name, Arrays.stream(all).sorted().skip(SAMPLES / 2).findFirst().orElseThrow()));
        double slowest = medians.values().stream().max(Long::compare).orElseThrow();
        assertTrue(slowest / medians.values().stream().min(Long::compare).orElseThrow() < 1.5, medians.toString());
    }

    private static void assertComparesInConstantTime(Class<?> type, String method, int times) {
        JavaMethod comparing = new ClassFileImporter().importClasses(type).get(type).getMethods().stream()
            .filter(one -> one.getName().equals(method)).findFirst().orElseThrow();
        assertEquals(times, comparing.getMethodCallsFromSelf().stream().filter(call -> call.getTargetOwner()
            .isEquivalentTo(MessageDigest.class) && call.getName().equals("isEqual")).count());
        assertTrue(comparing.getMethodCallsFromSelf().stream().noneMatch(call ->
            List.of("equals", "compareTo", "contentEquals", "mismatch", "startsWith").contains(call.getName())));
    }

    private static long nanos(Supplier<SignatureCheck.SignatureResult> work) {
        long begin = System.nanoTime();
        for (int i = 0; i < CHECKS; i++) {
            work.get();
        }
        return System.nanoTime() - begin;
    }

    private static String changed(String signature, int at) {
        return signature.substring(0, at) + (signature.charAt(at) == 'A' ? 'B' : 'A') + signature.substring(at + 1);
    }

    private static Map<String, List<String>> signedBy(Secret secret) {
        return with(Signature.sign(secret, BODY, "01NONCE", String.valueOf(NOW.getEpochSecond())));
    }

    private static Map<String, List<String>> with(String signature) {
        return Map.of(Signature.HEADER, List.of(signature), Signature.ALGORITHM_HEADER, List.of("HmacSHA256"), Signature.NONCE_HEADER,
            List.of("01NONCE"),
            Signature.TIMESTAMP_HEADER, List.of(String.valueOf(NOW.getEpochSecond())));
    }
}
