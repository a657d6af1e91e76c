package dev.smsdesk.faults;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONObject;

/**
 * The packed application on a stock Tomcat in a process of its own, which may be killed, frozen or updated at any time; its folder outlives
 * it.
 */
final class MortalDesk implements AutoCloseable {
    static final String KEY = "key-of-the-mortal-desk-0123456789";
    static final String SECRET = "secret-of-the-mortal-desk-0123456789";
    /** Soft references are cleared at once, so that what stays in memory is in use. */
    private static final String SOFT_IS_NOTHING = "-XX:SoftRefLRUPolicyMSPerMB=0";
    private static final Duration START = Duration.ofSeconds(240);
    static final Path WAR = Path.of(System.getProperty("smsdesk.it.war"));
    private static final Path HOME = Path.of(System.getProperty("smsdesk.it.stockTomcat"));
    private final Path base;
    private final int port = freePort();
    private final Map<String, String> settings;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(2)).build();
    private final Thread last = new Thread(this::kill);
    private Process process;
    private int heapMebibytes = 384;
    private int debugPort;

    /** @param base of this Tomcat; @param database settings that name one */
    MortalDesk(Path base, Map<String, String> database) {
        this.base = base;
        this.settings = new HashMap<>(database);
        settings.putAll(Map.of("SMSDESK_API_KEY", KEY, "SINCH_WEBHOOK_SECRET", SECRET, "SMSDESK_SANDBOX", "true",
            "SMSDESK_SANDBOX_TIME_SCALE", "0.02", "SMSDESK_SELF_URL", address()));
        layOut();
        deploy("sms-desk.war");
        Runtime.getRuntime().addShutdownHook(last);
    }

    /** With the database that is inside the application. @param data folder of its files */
    static MortalDesk onH2(Path base, Path data) {
        return new MortalDesk(base, Map.of("SMSDESK_DB_URL", "jdbc:h2:file:" + data.resolve("desk")
            + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;WRITE_DELAY=0"));
    }

    /** The settings Tomcat comes with, but on 127.0.0.1, looking for new versions each second, and for tags only where there are any. */
    private void layOut() {
        try {
            for (String name : new String[] {"conf", "webapps", "logs", "temp"}) {
                Files.createDirectories(base.resolve(name));
            }
            Files.copy(HOME.resolve("conf/web.xml"), base.resolve("conf/web.xml"), StandardCopyOption.REPLACE_EXISTING);
            Files.writeString(base.resolve("conf/catalina.properties"), Files.readString(HOME.resolve("conf/catalina.properties"))
                + "\ntomcat.util.scan.StandardJarScanFilter.jarsToSkip=*\n"
                + "tomcat.util.scan.StandardJarScanFilter.jarsToScan=jakarta.servlet.jsp.jstl*.jar,pico*.jar\n");
            Files.writeString(base.resolve("conf/server.xml"), Files.readString(HOME.resolve("conf/server.xml"))
                .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
                .replace("<Connector port=\"8080\"", "<Connector address=\"127.0.0.1\" port=\"" + port + "\"")
                .replace("<Engine name=\"Catalina\"", "<Engine backgroundProcessorDelay=\"1\" name=\"Catalina\"")
                .replaceAll("(?s)<Realm .*</Realm>", "").replaceAll("(?s)<GlobalNamingResources>.*</GlobalNamingResources>", "")
                .replaceAll("(?s)<Valve .*?/>", ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Before it starts: one admin in the realm, and behind a proxy as the docs say. */
    MortalDesk behindProxy() {
        Path server = base.resolve("conf/server.xml");
        try {
            Files.writeString(base.resolve("conf/tomcat-users.xml"), "<tomcat-users><user username=\"ann\" password=\"pw-ann\" "
                + "roles=\"sms-admin\"/></tomcat-users>");
            Files.writeString(server, Files.readString(server)
                .replaceFirst("<Host ", "<Realm className=\"org.apache.catalina.realm.MemoryRealm\" "
                + "pathname=\"conf/tomcat-users.xml\"/><Host ")
                .replace("</Host>", "<Valve className=\"org.apache.catalina.valves.RemoteIpValve\"/></Host>"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Copies the WAR beside those that are there, as docs/install-tomcat.md says. @param name sms-desk.war, or sms-desk##002.war */
    void deploy(String name) {
        deploy(WAR, name);
    }

    void deploy(Path war, String name) {
        try {
            Path there = Files.copy(war, base.resolve("temp").resolve(name), StandardCopyOption.REPLACE_EXISTING);
            Files.move(there, base.resolve("webapps").resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void withdraw(String name) {
        try {
            Files.delete(base.resolve("webapps").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isDeployed(String name) {
        return Files.exists(base.resolve("webapps").resolve(name));
    }

    void start() {
        launch();
        awaitReady();
    }

    void awaitReady() {
        if (!Run.comesTrue(START, () -> isReady() || !process.isAlive()) || !process.isAlive()) {
            throw new IllegalStateException("the desk is not ready, see " + logFile());
        }
    }

    /** From the next start on. */
    MortalDesk withHeap(int mebibytes) {
        heapMebibytes = mebibytes;
        return this;
    }

    /** From the next start on. @param name as docs/settings.md has it; @param value null takes it away */
    MortalDesk with(String name, String value) {
        if (value == null) {
            settings.remove(name);
        } else {
            settings.put(name, value);
        }
        return this;
    }

    /** From the next start on a debugger may attach itself, and little is compiled: such a desk lives for seconds. */
    MortalDesk withDebugPort() {
        debugPort = freePort();
        return this;
    }

    int debugPort() {
        return debugPort;
    }

    /** Does not wait until it is ready. */
    void launch() {
        ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx"
            + heapMebibytes + "m", SOFT_IS_NOTHING, Run.ONE_COMPILER, Run.ONE_COLLECTOR, "-Dcatalina.home=" + HOME, "-Dcatalina.base="
            + base, "-Djava.io.tmpdir="
            + base.resolve("temp"), "--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.rmi/sun.rmi.transport=ALL-UNNAMED", "-cp", HOME.resolve("bin/bootstrap.jar") + File.pathSeparator
            + HOME.resolve("bin/tomcat-juli.jar"), "org.apache.catalina.startup.Bootstrap", "start");
        if (debugPort != 0) {
            builder.command().addAll(1, List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote",
                "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:" + debugPort));
        }
        builder.environment().keySet().removeIf(name -> name.startsWith("SMSDESK_") || name.startsWith("SINCH_"));
        builder.environment().putAll(settings);
        try {
            process = builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile())).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isReady() {
        try {
            return send(request("/health/ready").build()).statusCode() == 200;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    void kill() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }

    /** As a service manager would. */
    void stop() {
        process.destroy();
        process.onExit().join();
    }

    void startAgain() {
        kill();
        start();
    }

    void freeze() {
        Signal.STOP.to(process.pid());
    }

    void thaw() {
        Signal.CONT.to(process.pid());
    }

    /** Where it stays when the test has failed. */
    Path logFile() {
        return HOME.resolveSibling("faults-desk-" + port + ".log");
    }

    /** All that it ever said. */
    String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(address() + path)).timeout(Duration.ofSeconds(10));
    }

    /** With the key of role admin. @param path as answers name it: with or without the context path */
    JSONObject get(String path) {
        HttpResponse<String> answer = send(request(path.replaceFirst("^/sms-desk", "")).header("Authorization", "Bearer " + KEY).build());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
        }
        return new JSONObject(answer.body());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return port;
    }

    /** Where it is met. */
    String address() {
        return "http://127.0.0.1:" + port + "/sms-desk";
    }

    /** How many objects of this class are in use, after a full collection of what is not. */
    long liveObjects(String type) {
        return jcmd("GC.class_histogram").lines().filter(line -> line.contains(" " + type + " ") || line.endsWith(" " + type))
            .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[1])).sum();
    }

    /** Bytes of the heap that are in use, after a full collection of what is not. */
    long liveBytes() {
        String total = jcmd("GC.class_histogram").lines().filter(line -> line.startsWith("Total")).findFirst().orElseThrow();
        return Long.parseLong(total.split("\\s+")[2]);
    }

    private String jcmd(String command) {
        try {
            Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
            return new String(new ProcessBuilder(jcmd.toString(), String.valueOf(process.pid()), command).start().getInputStream()
                .readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(last);
        kill();
    }
}
