package dev.smsdesk.sinch.signature;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sinch's own samples, read in place where the system property smsdesk.shared.sinch names their folder. */
public final class SharedNotes {
    private SharedNotes() {}

    public static byte[] bytes(String file) throws IOException {
        String folder = System.getProperty("smsdesk.shared.sinch");
        assumeTrue(folder != null, "smsdesk.shared.sinch names no folder with Sinch's samples");
        return Files.readAllBytes(Path.of(folder, file));
    }

    public static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(bytes(file));
    }
}
