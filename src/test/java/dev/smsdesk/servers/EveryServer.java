package dev.smsdesk.servers;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The same WAR passes the same checks on each server: mvn verify -Pservers [-Dservers=tomcat10,payara]")
class EveryServer {
    private static final Path FOLDER = Path.of(System.getProperty("smsdesk.it.folder"), "servers");
    private static final ResultTable TABLE = new ResultTable();

    @AfterAll
    static void show() {
        System.out.println(TABLE);
    }

    @TestFactory
    Stream<DynamicNode> onEachServer() {
        return Kind.chosen().stream().map(kind -> dynamicContainer(kind.word(), checks(kind)));
    }

    private static Stream<DynamicNode> checks(Kind kind) {
        Optional<Server> found = kind.in(emptied(FOLDER.resolve(kind.word())));
        if (found.isEmpty()) {
            TABLE.skipped(kind.word(), kind.missing());
            return Stream.of(dynamicTest("skipped", () -> assumeTrue(false, kind.missing())));
        }
        Server server = found.get();
        Checks checks = new Checks(server);
        Stream<DynamicNode> all = checks.inOrder().entrySet().stream()
            .map(check -> dynamicTest(check.getKey(), () -> run(kind.word(), check.getKey(), check.getValue())));
        return Stream.concat(all, Stream.of(dynamicTest("closed", server::close)));
    }

    private static void run(String server, String name, Checks.Check check) throws Exception {
        assertTrue(name.equals("ready") || TABLE.isOk(server, "ready"), "not run, as it was never ready");
        try {
            TABLE.ok(server, name, check.run());
        } catch (Exception | AssertionError e) {
            TABLE.failed(server, name, e);
            throw e;
        }
    }

    private static Path emptied(Path folder) {
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> all = Files.walk(folder)) {
                    all.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
                }
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
