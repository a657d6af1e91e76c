package dev.smsdesk;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Imports go one way: each package imports only what the table allows")
class ImportTableTest {
    /**
     * What each package may import, the lowest first; a sub-package has an entry of its own. All may import common and wording, and app may
     * import all. receive and send never import each other.
     */
    private static final Map<String, Set<String>> TABLE = Map.ofEntries(
        entry("account", Set.of()),
        entry("common", Set.of()),
        entry("wording", Set.of()),
        entry("problem", Set.of()),
        entry("sinch.signature", Set.of()),
        entry("store", Set.of()),
        entry("access", Set.of("store")),
        entry("jobs", Set.of("store")),
        entry("message", Set.of("account", "store")),
        entry("receive.answer", Set.of("account", "problem", "sinch.signature", "store")),
        entry("sinch.json", Set.of("account")),
        entry("store.schema", Set.of("store")),
        entry("trust", Set.of("account", "sinch.signature", "store")),
        entry("access.filter", Set.of("access")),
        entry("access.key", Set.of("problem", "store", "access")),
        entry("access.login", Set.of("problem", "store", "access")),
        entry("compose", Set.of("problem", "message")),
        entry("upload.file", Set.of()),
        entry("upload", Set.of("problem", "store", "access", "jobs", "message", "access.key", "upload.file")),
        entry("doctor", Set.of("account", "sinch.signature", "trust")),
        entry("message.fold", Set.of("account", "store", "message")),
        entry("sinch.callback", Set.of("account", "sinch.json")),
        entry("message.table", Set.of("account", "store", "message", "message.fold")),
        entry("receive.inbox", Set.of("account", "problem", "store", "receive.answer", "sinch.callback")),
        entry("receive.refusal", Set.of("account", "sinch.signature", "store", "receive.answer", "trust", "doctor")),
        entry("sinch.call", Set.of("account", "sinch.json", "sinch.callback")),
        entry("apply", Set.of("account", "store", "jobs", "message", "message.fold", "sinch.callback", "message.table", "receive.inbox")),
        entry("pages.ui", Set.of("problem", "store", "access", "message", "receive.inbox")),
        entry("receive.body", Set.of("account", "problem", "store", "access", "receive.answer", "receive.inbox", "receive.refusal")),
        entry("receive.callback", Set.of("account", "problem", "sinch.signature", "store", "access", "receive.answer", "trust",
        "access.key", "doctor", "receive.inbox", "receive.refusal", "sinch.call")),
        entry("reconcile", Set.of("account", "store", "jobs", "message", "message.fold", "sinch.callback", "message.table", "sinch.call")),
        entry("sandbox", Set.of("account", "sinch.signature", "sinch.json")),
        entry("sandbox.callback", Set.of("sinch.signature", "store", "sinch.call", "sandbox")),
        entry("sandbox.sms", Set.of("account", "store", "sinch.json", "sandbox", "sandbox.callback")),
        entry("sandbox.conversation", Set.of("account", "sinch.signature", "store", "sinch.json", "sandbox", "sandbox.callback")),
        entry("sandbox.page", Set.of("account", "sandbox", "sandbox.callback", "sandbox.sms", "sandbox.conversation")),
        entry("send", Set.of("upload", "account", "problem", "store", "access", "jobs", "message", "access.key", "compose", "message.fold",
            "message.table", "sinch.call")),
        entry("sinch.conversation", Set.of("account", "sinch.json", "sinch.callback", "sinch.call")),
        entry("sinch.sms", Set.of("account", "sinch.json", "sinch.callback", "sinch.call")),
        entry("metrics", Set.of("account", "store", "message", "message.table", "receive.answer", "receive.inbox", "reconcile",
            "sinch.call")),
        entry("pages.compose", Set.of("upload", "problem", "store", "access", "message", "compose", "message.table", "pages.ui", "send")),
        entry("pages.messages", Set.of("problem", "store", "access", "message", "message.table", "pages.ui", "reconcile", "send")),
        entry("connect", Set.of("account", "access", "trust", "receive.callback", "send", "sinch.call", "sinch.conversation")),
        entry("pages.setup", Set.of("account", "access", "trust", "access.key", "receive.inbox", "pages.ui", "receive.callback",
            "reconcile", "send", "connect")),
        entry("send.worker", Set.of("account", "store", "message", "compose", "message.fold", "message.table", "sinch.call", "send")),
        entry("send.unsure", Set.of("account", "store", "message", "message.fold", "message.table", "sinch.call", "send")),
        entry("app.settings", Set.of("account", "trust", "send.worker")),
        entry("pages.callbacks", Set.of("jobs", "message", "account", "problem", "sinch.signature", "store", "access", "trust", "doctor",
        "receive.inbox", "receive.refusal", "apply", "pages.ui", "reconcile", "metrics")),
        entry("pages.home", Set.of("store", "message", "message.table", "receive.inbox", "pages.ui", "pages.messages")),
        entry("pages", Set.of("upload", "account", "access", "receive.answer", "trust", "access.filter", "access.key", "access.login",
            "compose",
            "message.table", "receive.inbox", "receive.refusal", "pages.ui", "receive.body", "reconcile", "send", "metrics",
            "pages.compose", "pages.messages", "pages.callbacks", "pages.home")),
        entry("app", Set.of()));
    private static final int LONGEST_FILE = 250;
    private static final Path SOURCES = Path.of("src/main/java/dev/smsdesk");
    private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
        .importPackages("dev.smsdesk")
        .that(JavaClass.Predicates.resideOutsideOfPackage("dev.smsdesk"));

    @Test
    void noPackageImportsMoreThanTheTableAllows() {
        Map<String, Set<String>> forbidden = new TreeMap<>();
        for (JavaClass one : CLASSES) {
            String from = room(one);
            one.getDirectDependenciesFromSelf().forEach(dependency -> {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                boolean allowed = !target.getPackageName().startsWith("dev.smsdesk.") || from.equals("app")
                    || List.of(from, "common", "wording").contains(room(target)) || TABLE.get(from).contains(room(target));
                if (!allowed) {
                    forbidden.computeIfAbsent(from + " → " + room(target), key -> new TreeSet<>()).add(one.getSimpleName());
                }
            });
        }
        assertEquals(Map.of(), forbidden);
    }

    @Test
    void everyRoomIsInTheTableAndSaysWhatItIsFor() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            assertEquals(TABLE.keySet(), files.filter(file -> file.toString().endsWith(".java") && !file.getParent().equals(SOURCES))
                .map(file -> SOURCES.relativize(file.getParent()).toString().replace('/', '.')).collect(Collectors.toSet()));
        }
        TABLE.keySet().forEach(room -> assertTrue(Files.exists(SOURCES.resolve(room.replace('.', '/')).resolve("package-info.java")),
            room));
    }

    @Test
    void theTableItselfHasNoCycle() {
        Map<String, Set<String>> left = new TreeMap<>(TABLE);
        while (left.values().removeIf(allowed -> allowed.stream().noneMatch(left::containsKey))) {
            assertTrue(left.size() < TABLE.size());
        }
        assertEquals(Map.of(), left);
    }

    @Test
    void noClassUsesInjection() {
        for (JavaClass one : CLASSES) {
            one.getDirectDependenciesFromSelf().forEach(dependency -> assertTrue(
                !dependency.getTargetClass().getPackageName().startsWith("jakarta.inject")
                && !dependency.getTargetClass().getPackageName().startsWith("jakarta.enterprise"),
                one.getName() + " injects: the server's own Jersey would build it another way"));
        }
    }

    @Test
    void noFileIsLongerThanOneCanRead() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                int lines = Files.readAllLines(file).size();
                assertTrue(lines <= LONGEST_FILE, file + " has " + lines + " lines");
            }
        }
    }

    private static String room(JavaClass one) {
        return one.getPackageName().substring("dev.smsdesk.".length());
    }
}
