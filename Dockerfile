# SMS Desk on Tomcat 10.1, as a user without rights. docs/docker.md says how to run it, and what was tried.
#     docker build -t sms-desk .

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /source
# Libraries and plugins are a layer of their own, by packing nothing: a change of src downloads nothing again.
COPY pom.xml .
RUN mvn -B -ntp -q package -Dmaven.test.skip=true -Dexec.skip=true && rm -r target
COPY src src
RUN mvn -B -ntp -q package -Dmaven.test.skip=true

FROM tomcat:10.1-jre17-temurin
# Behind a proxy that ends TLS: the caller's address and scheme are those that the proxy names. What Tomcat refuses by itself names neither its version
# nor a stack trace. Slow senders, for other applications beside this one: docs/install-tomcat.md.
RUN sed -i -e 's#</Host>#<Valve className="org.apache.catalina.valves.RemoteIpValve"/>\n<Valve className="org.apache.catalina.valves.ErrorReportValve" showReport="false" showServerInfo="false"/>\n</Host>#' \
      -e 's#realm.LockOutRealm"#realm.CombinedRealm"#' \
      -e '/<Connector port="8080"/,/>/ s#connectionTimeout="[0-9]*"#connectionTimeout="10000" maxSwallowSize="65536"#' conf/server.xml \
 && grep -q RemoteIpValve conf/server.xml && grep -q 'connectionTimeout="10000" maxSwallowSize="65536"' conf/server.xml \
 && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin smsdesk \
 && mkdir -p conf/Catalina/localhost \
 && chown -R smsdesk conf/Catalina logs temp work
# Unpacked, so that the program's own files are not the user's to change.
COPY --from=build /source/target/sms-desk webapps/sms-desk
# A share of the container's memory; a server that has run out of it ends, and is started again. The sandbox reaches this server by the second.
ENV CATALINA_OPTS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError" SMSDESK_SELF_URL=http://127.0.0.1:8080/sms-desk
USER smsdesk
EXPOSE 8080
# Nothing but bash: the image need not have curl.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /sms-desk/health/live HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.1 200' <&3"]
