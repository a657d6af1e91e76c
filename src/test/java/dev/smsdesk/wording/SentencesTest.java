package dev.smsdesk.wording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Codes become sentences through messages.properties")
class SentencesTest {
    private static final List<String> KEYS = keys();
    private static final ResourceBundle BUNDLE = ResourceBundle.getBundle("dev.smsdesk.wording.messages");

    @Test
    void everyConstantHasItsSentenceAndNoSentenceIsUnused() {
        assertEquals(new TreeSet<>(KEYS), new TreeSet<>(BUNDLE.keySet()));
    }

    @Test
    void noTwoConstantsShareAKey() {
        Set<String> seen = new HashSet<>();
        assertEquals(List.of(), KEYS.stream().filter(key -> !seen.add(key)).toList());
    }

    @Test
    void everyCodeFitsAColumnAndIsReadBack() {
        for (String key : KEYS) {
            if (key.startsWith(StoredCode.PREFIX)) {
                String code = key.substring(StoredCode.PREFIX.length());
                assertTrue(code.matches("[a-z0-9_-]{1,40}"), code);
                assertEquals(code, StoredLine.read(code).code());
            }
        }
    }

    @Test
    void everyParameterIsReadBack() {
        String odd = "a:b\\c\nd\\n{0}";
        assertEquals(new StoredLine("odd", List.of(odd, "")), StoredLine.read(Odd.ODD.stored(odd, "")));
    }

    @Test
    void whatAColumnCutIsStillRead() {
        String stored = Odd.ODD.stored("a:b");
        assertEquals(new StoredLine("odd", List.of("a")), StoredLine.read(stored.substring(0, stored.length() - 2)));
    }

    @Test
    void wordsOfSinchStayAsTheyAre() {
        assertEquals("Unknown campaign: see {0}", Sentences.ENGLISH.ofStored("Unknown campaign: see {0}"));
        assertNull(Sentences.ENGLISH.ofStored(null));
    }

    @Test
    void aParameterIsShownInItsForm() {
        assertEquals("49 h 12 min", Sentences.ENGLISH.span(Duration.ofMinutes(49 * 60 + 12)));
        assertEquals("12 min 3 s", Sentences.ENGLISH.span(Duration.ofSeconds(-723)));
        assertEquals("3 s", Sentences.ENGLISH.span(Duration.ofSeconds(3)));
        assertEquals("4 days", Sentences.ENGLISH.span(Duration.ofDays(4)));
        assertEquals("2026-11-24 10:15:03", Sentences.ENGLISH.time(Instant.parse("2026-11-24T10:15:03.9Z")));
        assertEquals("12,345", Sentences.ENGLISH.count(12_345));
    }

    private enum Odd implements StoredCode {
        ODD
    }

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (JavaClass one : new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.smsdesk")) {
            if (one.isEnum() && one.isAssignableTo(SentenceKey.class)) {
                for (Object constant : one.reflect().getEnumConstants()) {
                    keys.addAll(((SentenceKey) constant).keys());
                }
            }
        }
        return keys;
    }
}
