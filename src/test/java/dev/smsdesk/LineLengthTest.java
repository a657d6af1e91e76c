package dev.smsdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lines of sources end at 140 columns")
class LineLengthTest {
    private static final int LONGEST = 140;
    private static final String SOURCES = ".*\\.(java|jsp|jspf|tag|tld|properties)|src/main/.*\\.(xml|sql|css)";

    @Test
    void noLineIsLonger() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            assertEquals(List.of(), files.filter(file -> file.toString().replace('\\', '/').matches(SOURCES))
                .filter(LineLengthTest::hasLongerLine).sorted().toList());
        }
    }

    private static boolean hasLongerLine(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.anyMatch(line -> line.length() > LONGEST);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
