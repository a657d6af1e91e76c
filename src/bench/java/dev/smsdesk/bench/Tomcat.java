package dev.smsdesk.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Tomcat as an operator starts it: the distribution's own scripts, connector and threads. Of its server.xml only this is changed, the
 * same for all: the port, no port for shutting down, no access log, and a connection may carry any number of requests.
 */
final class Tomcat {
    private static final String HEAP = "-Xms256m -Xmx256m";
    private static final String APPLICATION = "sms-desk";
    private final Path home;
    private final Path base;
    private final int port;

    /** @param name of its folder */
    Tomcat(Options options, String name, int port) throws IOException {
        try (var found = Files.list(options.work().resolve("tomcat"))) {
            this.home = found.findFirst().orElseThrow();
        }
        this.base = options.work().resolve(name);
        this.port = port;
        Files.createDirectories(base.resolve("conf"));
        Files.createDirectories(base.resolve("logs"));
        Files.createDirectories(base.resolve("temp"));
        Files.createDirectories(base.resolve("webapps"));
        for (String file : new String[] {"web.xml", "tomcat-users.xml", "catalina.properties", "context.xml", "logging.properties"}) {
            Files.copy(home.resolve("conf").resolve(file), base.resolve("conf").resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(base.resolve("conf/server.xml"), configured(Files.readString(home.resolve("conf/server.xml"))));
    }

    private String configured(String server) {
        return changed(changed(changed(server, "<Server port=\"8005\"", "<Server port=\"-1\""),
            "<Connector port=\"8080\"", "<Connector address=\"127.0.0.1\" maxKeepAliveRequests=\"-1\" port=\"" + port + "\""),
            "(?s)<Valve className=\"org.apache.catalina.valves.AccessLogValve\".*?/>", "");
    }

    private static String changed(String text, String pattern, String with) {
        String changed = text.replaceFirst(pattern, with);
        if (changed.equals(text)) {
            throw new IllegalStateException("Tomcat's server.xml is not as it was: " + pattern);
        }
        return changed;
    }

    Tomcat withWar(Path war) throws IOException {
        Files.copy(war, base.resolve("webapps/" + APPLICATION + ".war"), StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    /** @param servlet path of its class file; the class itself cannot be loaded here, where there are no servlets */
    Tomcat withServlet(String servlet) throws IOException {
        Path file = base.resolve("webapps/" + APPLICATION + "/WEB-INF/classes").resolve(servlet);
        Files.createDirectories(file.getParent());
        try (InputStream code = Tomcat.class.getClassLoader().getResourceAsStream(servlet)) {
            Files.copy(code, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return this;
    }

    ServerProcess start(Map<String, String> environment) throws IOException {
        ProcessBuilder command = new ProcessBuilder("sh", home.resolve("bin/catalina.sh").toString(), "run");
        command.environment().putAll(environment);
        command.environment().put("CATALINA_BASE", base.toString());
        command.environment().put("JAVA_HOME", System.getProperty("java.home"));
        command.environment().put("CATALINA_OPTS", HEAP);
        return new ServerProcess(command, base.resolve("logs/out.log"), port);
    }
}
