package dev.smsdesk.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** H2 as a server, from the jar that is in the WAR: it dies and freezes like a real one, and needs nothing of the machine. */
final class H2Process extends MortalDatabase {
    private Process process;

    H2Process(Path folder) {
        super(folder);
        startAgain();
    }

    @Override
    void startAgain() {
        process = java("org.h2.tools.Server", "-tcp", "-tcpPort", String.valueOf(port), "-ifNotExists", "-baseDir", folder.toString());
        if (!Run.comesTrue(Duration.ofSeconds(20), this::listens)) {
            throw new IllegalStateException("H2 does not start");
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    String url() {
        return "jdbc:h2:tcp://127.0.0.1:" + port + "/./desk;MODE=MySQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0";
    }

    @Override
    long pid() {
        return process.pid();
    }

    @Override
    String sql(String statement) {
        return sql(url(), "smsdesk", "smsdesk", statement);
    }

    /** Also in a file that no process has open. @return what the statement selects, as H2's shell prints it */
    static String sql(String url, String user, String password, String statement) {
        try {
            Process shell = java("org.h2.tools.Shell", "-url", url, "-user", user, "-password", password, "-sql", statement);
            return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process java(String... what) {
        Path libraries = Path.of(System.getProperty("smsdesk.it.war").replaceFirst("\\.war$", ""), "WEB-INF", "lib");
        try (Stream<Path> jars = Files.list(libraries)) {
            Path h2 = jars.filter(jar -> jar.getFileName().toString().matches("h2-.*\\.jar")).findFirst().orElseThrow();
            ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                Run.ONE_COMPILER, Run.ONE_COLLECTOR, "-cp", h2.toString());
            builder.command().addAll(List.of(what));
            return builder.redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
