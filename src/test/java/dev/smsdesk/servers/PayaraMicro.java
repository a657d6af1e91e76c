package dev.smsdesk.servers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** @see "docs/install-payara.md" */
final class PayaraMicro extends Server {
    private static final String CONFIGURATION = "set configs.config.server-config.";
    private final Artifact jar;

    PayaraMicro(Path folder, Path jdk, Artifact jar) {
        super(folder, jdk);
        this.jar = jar;
    }

    @Override
    void layOut() throws IOException {
        write(folder.resolve("listen.txt"), CONFIGURATION
            + "network-config.network-listeners.network-listener.http-listener.address=127.0.0.1\n"
            + CONFIGURATION + "hazelcast-config-specific-configuration.enabled=false\n");
        StringBuilder people = new StringBuilder();
        for (String person : PEOPLE) {
            write(folder.resolve(person + ".txt"), "AS_ADMIN_USERPASSWORD=pw-" + person + "\n");
            people.append("create-file-user --groups ").append(String.join(":", roles(person))).append(" --passwordfile ")
                .append(folder.resolve(person + ".txt")).append(' ').append(person).append('\n');
        }
        write(folder.resolve("people.txt"), people.toString());
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(jvm());
        command.addAll(List.of("-jar", jar.file().toString(), "--port", String.valueOf(PORT), "--nocluster", "--disablephonehome",
            "--prebootcommandfile", "listen.txt", "--postbootcommandfile", "people.txt", "--contextroot", "sms-desk",
            "--deploy", WAR.toString()));
        return command;
    }
}
