package dev.smsdesk.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** nginx, Apache or HAProxy with TLS on a port of 127.0.0.1, configured as a document of ours says; only ports and files are others. */
final class ProxyProcess implements AutoCloseable {
    private static final List<String> APACHE_MODULES = List.of("mpm_event", "authz_core", "unixd", "socache_shmcb", "ssl", "http2", "proxy",
        "proxy_http", "headers", "rewrite");
    private final Path folder;
    private final int port = MortalDesk.freePort();
    private final Process process;

    private ProxyProcess(String program, Path folder, int desk) throws IOException {
        this.folder = folder;
        certificate();
        String documented = configuration(program).replace("127.0.0.1:8080", "127.0.0.1:" + desk)
            .replace("/etc/ssl/sms.example.com-with-key.pem", folder + "/both.pem")
            .replace("/etc/ssl/sms.example.com.pem", folder + "/cert.pem").replace("/etc/ssl/sms.example.com.key", folder + "/key.pem");
        this.process = switch (program) {
            case "nginx" -> nginx(documented);
            case "apache2" -> apache(documented);
            default -> haproxy(documented);
        };
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        assertTrue(Run.comesTrue(Duration.ofSeconds(20), () -> listens(port)), program + " does not start: " + log());
    }

    /** Skips the test where the program is not installed. */
    static ProxyProcess start(String program, Path folder, int desk) throws IOException {
        Assumptions.assumeTrue(executable(program) != null && executable("openssl") != null, "no " + program
            + " (or no openssl) on this machine");
        return new ProxyProcess(program, Files.createDirectories(folder), desk);
    }

    /** The block of docs/proxies.md that is marked with this program's language. */
    static String configuration(String program) throws IOException {
        String language = program.equals("apache2") ? "apache" : program;
        Matcher block = Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(Path.of("docs/proxies.md")));
        assertTrue(block.find(), "docs/proxies.md has no " + language);
        return block.group(1);
    }

    private Process nginx(String documented) throws IOException {
        String temp = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi").map(part -> part + "_temp_path " + folder + "/temp;\n")
            .collect(Collectors.joining());
        Path conf = Files.writeString(folder.resolve("nginx.conf"), (isRoot() ? "user root;\n" : "") + "daemon off; pid " + folder
            + "/pid;\nevents {}\nhttp {\naccess_log off;\n" + temp
            + documented.replace("listen 443 ssl;", "listen 127.0.0.1:" + port + " ssl;") + "}\n");
        return run("nginx", "-p", folder.toString(), "-c", conf.toString(), "-e", folder + "/nginx.log");
    }

    private Process apache(String documented) throws IOException {
        String modules = APACHE_MODULES.stream().map(name -> "<IfModule !" + (name.startsWith("mpm_") ? name.replace("mpm_", "") : "mod_"
            + name) + ".c>\nLoadModule " + name + "_module /usr/lib/apache2/modules/mod_" + name + ".so\n</IfModule>\n")
            .collect(Collectors.joining());
        Path conf = Files.writeString(folder.resolve("apache.conf"), "ServerRoot " + folder + "\nPidFile " + folder
            + "/pid\nDefaultRuntimeDir " + folder + "\nErrorLog " + folder + "/error.log\n"
            + modules + (isRoot() ? "User www-data\nGroup www-data\n" : "") + "ServerName sms.example.com\nListen 127.0.0.1:" + port + "\n"
            + documented.replace("*:443", "127.0.0.1:" + port));
        return run("apache2", "-f", conf.toString(), "-DFOREGROUND");
    }

    private Process haproxy(String documented) throws IOException {
        Path conf = Files.writeString(folder.resolve("haproxy.cfg"), documented.replace("bind :443", "bind 127.0.0.1:" + port));
        return run("haproxy", "-f", conf.toString());
    }

    private Process run(String program, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(executable(program).toString());
        builder.command().addAll(List.of(arguments));
        return builder.redirectErrorStream(true).redirectOutput(folder.resolve("said").toFile()).start();
    }

    private void certificate() throws IOException {
        Process openssl = new ProcessBuilder("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", folder + "/key.pem", "-out", folder
            + "/cert.pem").redirectErrorStream(true).start();
        String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(Files.exists(folder.resolve("cert.pem")), said);
        Files.writeString(folder.resolve("both.pem"), Files.readString(folder.resolve("cert.pem"))
            + Files.readString(folder.resolve("key.pem")));
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static Path executable(String program) {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
            .map(place -> Path.of(place, program))
            .filter(Files::isExecutable).findFirst().orElse(null);
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    String log() {
        try {
            return Files.readString(folder.resolve("said"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    Path certificateFile() {
        return folder.resolve("cert.pem");
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
