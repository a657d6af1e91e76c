package dev.smsdesk.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@FaultTest
@DisplayName("A new version in place behind nginx, configured as in docs/proxies.md, costs no callback")
class ProxyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int TIMES = Run.length(1, 3);
    @TempDir
    Path folder;

    @Test
    void overwrittenInPlace() throws IOException {
        Assumptions.assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "nginx"))), "no nginx on this machine");
        int port = MortalDesk.freePort();
        try (MortalDesk desk = MortalDesk.onH2(folder, folder)) {
            desk.start();
            Process nginx = nginx(port, desk);
            try {
                Traffic traffic = Traffic.about(desk, 1);
                Ledger ledger = new Ledger();
                Sinch sinch = new Sinch(traffic, ledger, "http://127.0.0.1:" + port + "/sms-desk").begin();
                for (int time = 2; time < 2 + TIMES; time++) {
                    int starts = time;
                    Run.pause(Duration.ofMillis(1_500));   // Tomcat looks at whole seconds
                    desk.deploy("sms-desk.war");
                    assertTrue(Run.comesTrue(PATIENCE, () -> desk.log().split("smsdesk ready", -1).length > starts),
                        "the new version is not ready");
                }
                sinch.end(PATIENCE);
                assertTrue(ledger.unavailable() > 0, () -> "no request met the gap: " + ledger);
                Inspection.holds("overwritten " + TIMES + " times behind nginx, H2", desk, traffic, ledger);
            } finally {
                nginx.destroy();
            }
        }
    }

    /** The lines of docs/proxies.md, without TLS. */
    private Process nginx(int port, MortalDesk desk) throws IOException {
        String server = ProxyProcess.configuration("nginx").replace("listen 443 ssl;", "listen 127.0.0.1:" + port + ";")
            .replaceAll("ssl_certificate.*", "")
            .replace("http://127.0.0.1:8080", "http://127.0.0.1:" + desk.port());
        Path conf = folder.resolve("nginx.conf");
        Files.writeString(conf, "daemon off; pid " + folder.resolve("nginx.pid") + "; error_log " + folder.resolve("nginx.log")
            + ";\nevents {}\nhttp {\naccess_log off;\n"
            + Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi").map(part -> part + "_temp_path " + folder.resolve("temp")
            + ";\n").reduce("", String::concat)
            + "client_body_buffer_size 2m;\n" + server + "}\n");   // its workers may not write here
        Process nginx = new ProcessBuilder("nginx", "-p", folder.toString(), "-c", conf.toString(), "-e", folder.resolve("nginx.log")
            .toString()).inheritIO().start();
        Runtime.getRuntime().addShutdownHook(new Thread(nginx::destroy));
        assertTrue(Run.comesTrue(Duration.ofSeconds(5), () -> listens(port)), "nginx does not start");
        return nginx;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
