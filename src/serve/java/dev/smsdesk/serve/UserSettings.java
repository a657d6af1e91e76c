package dev.smsdesk.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the user has set himself, where the application will look: system property, environment, file. */
final class UserSettings {

    /** Context parameters go before his settings, so there is one only for what he left open. */
    Map<String, String> completedBy(Map<String, String> defaults) {
        Map<String, String> parameters = new TreeMap<>(defaults);
        parameters.keySet().removeIf(this::has);
        return parameters;
    }

    /** Whether he named it, even with nothing in it: the application then judges what he wrote. */
    boolean has(String name) {
        return value(name).isPresent();
    }

    /** Sinch is called only with both; otherwise nothing shall leave this machine. */
    boolean hasSinchCredentials() {
        return value("SINCH_SERVICE_PLAN_ID").filter(id -> !id.isBlank()).isPresent()
                && value("SINCH_API_TOKEN").filter(token -> !token.isBlank()).isPresent();
    }

    private static Optional<String> value(String name) {
        return outsideTheFile(name).or(() -> outsideTheFile("SMSDESK_CONFIG").flatMap(file -> inFile(file, name)));
    }

    private static Optional<String> outsideTheFile(String name) {
        return Optional.ofNullable(System.getProperty(name)).or(() -> Optional.ofNullable(System.getenv(name)));
    }

    private static Optional<String> inFile(String file, String name) {
        try {
            return Files.readString(Path.of(file.strip())).lines().map(line -> line.split("=", 2))
                    .filter(parts -> parts.length == 2 && parts[0].strip().equals(name)).map(parts -> parts[1]).findFirst();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty(); // the application reads it too, and says so as a fault
        }
    }
}
