package dev.smsdesk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Lines of sources end at 140 columns")
class LineLengthTest {
    private static final int LONGEST = 140;
    /** Files that had longer lines before this rule: remove a line when its file is in order, never add one. */
    private static final Path EXEMPT = Path.of("src/test/resources/dev/smsdesk/long-lines.txt");

    @Test
    void noFileOutsideTheListHasALongerLine() throws IOException {
        Set<String> files = filesWithLongerLines();
        Files.readAllLines(EXEMPT).forEach(files::remove);
        assertEquals(Set.of(), files);
    }

    private static Set<String> filesWithLongerLines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().matches(".*\\.(java|jsp|jspf|tag|tld|properties)|src/main/.*\\.xml"))
                .filter(LineLengthTest::hasLongerLine)
                .map(file -> file.toString().replace('\\', '/')).collect(Collectors.toCollection(TreeSet::new));
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
