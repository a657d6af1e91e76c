package dev.smsdesk.sinch.signature;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The bodies and signatures of src/test/resources; its README says how they were made. */
public record OwnVectors(String payload, String secret, String nonce, String timestamp, String signature) {

    static Stream<OwnVectors> all() {
        return new String(bytes("signatures.tsv"), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t")).map(cell -> new OwnVectors(cell[0], cell[1], cell[2], cell[3], cell[4]));
    }

    public static byte[] bytes(String payload) {
        try (InputStream in = OwnVectors.class.getResourceAsStream(payload)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, List<String>> headers() {
        return Map.of(Signature.HEADER, List.of(signature), Signature.ALGORITHM_HEADER, List.of("HmacSHA256"),
                Signature.NONCE_HEADER, List.of(nonce), Signature.TIMESTAMP_HEADER, List.of(timestamp));
    }

    @Override
    public String toString() {
        return payload;
    }
}
