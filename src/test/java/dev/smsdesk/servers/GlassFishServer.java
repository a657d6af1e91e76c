package dev.smsdesk.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** GlassFish and Payara Server, which share their administration. @see "docs/install-glassfish.md" */
final class GlassFishServer extends Server {
    private static final List<String> OTHER_PORTS = List.of("8181", "3700", "3820", "3920", "8686", "7676");
    private final Artifact zip;
    private final int adminPort = freePort();
    private Path home;

    GlassFishServer(Path folder, Path jdk, Artifact zip) {
        super(folder, jdk);
        this.zip = zip;
    }

    @Override
    void layOut() throws IOException {
        home = zip.unpackedInto(folder);
        Path domain = home.resolve("glassfish/domains/domain1/config/domain.xml");
        String configuration = read(domain).replaceAll("<network-listener port=\"", "<network-listener address=\"127.0.0.1\" port=\"")
            .replace("0.0.0.0", "127.0.0.1").replace("port=\"8080\"", "port=\"" + PORT + "\"")
            .replace("port=\"4848\"", "port=\"" + adminPort + "\"")
            .replace("jms-service type=\"EMBEDDED\"", "jms-service type=\"REMOTE\"")
            .replace("-Xmx512m", "-Xmx512m</jvm-options><jvm-options>-XX:+ExitOnOutOfMemoryError");
        for (String port : OTHER_PORTS) {
            configuration = configuration.replace("port=\"" + port + "\"", "port=\"" + freePort() + "\"");
        }
        write(domain, configuration);
        StringBuilder commands = new StringBuilder(
            "set configs.config.server-config.security-service.activate-default-principal-to-role-mapping=true\n");
        for (String person : PEOPLE) {
            write(folder.resolve(person + ".txt"), "AS_ADMIN_USERPASSWORD=pw-" + person + "\n");
            commands.append("create-file-user --groups ").append(String.join(":", roles(person))).append(" --passwordfile ")
                .append(folder.resolve(person + ".txt")).append(' ').append(person).append('\n');
        }
        write(folder.resolve("commands.txt"), commands + "deploy --contextroot sms-desk " + WAR + "\n");
        asadmin("start-domain", "domain1");
        asadmin("multimode", "--file", folder.resolve("commands.txt").toString());
        asadmin("stop-domain", "domain1");
    }

    private List<String> command(String... more) {
        List<String> command = new ArrayList<>(List.of("bash", home.resolve("glassfish/bin/asadmin").toString(), "--port",
            String.valueOf(adminPort)));
        command.addAll(List.of(more));
        return command;
    }

    private void asadmin(String... more) {
        Tool.run(folder, environment(), command(more).toArray(String[]::new));
    }

    @Override
    List<String> command() {
        return command("start-domain", "--verbose", "domain1");
    }

    @Override
    Map<String, String> environment() {
        Map<String, String> environment = super.environment();
        environment.put("AS_JAVA", environment.get("JAVA_HOME"));
        return environment;
    }

    @Override
    void stop() {
        asadmin("stop-domain", "domain1");
        awaitEnd();
    }

    @Override
    List<Path> logs() {
        return List.of(home.resolve("glassfish/domains/domain1/logs/server.log"));
    }
}
