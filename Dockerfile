# SMS Desk on Tomcat 10.1, as a user without rights. docs/docker.md says how to run it.
#     docker build -t sms-desk .

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /source
# An empty build fills a layer with libraries and plugins, so a change of src downloads nothing again.
COPY pom.xml .
RUN mvn -B -ntp -q package -Dmaven.test.skip=true -Dexec.skip=true && rm -r target
COPY src src
RUN mvn -B -ntp -q package -Dmaven.test.skip=true

FROM tomcat:10.1-jre17-temurin
# Behind a proxy that ends TLS, the caller's address and scheme come from the proxy's headers. Errors of Tomcat itself show
# neither its version nor a stack trace. docs/install-tomcat.md explains each of these settings.
RUN sed -i -e 's#</Host>#<Valve className="org.apache.catalina.valves.RemoteIpValve"/>\n<Valve className="org.apache.catalina.valves.ErrorReportValve" showReport="false" showServerInfo="false"/>\n</Host>#' \
      -e 's#realm.LockOutRealm"#realm.CombinedRealm"#' \
      -e '/<Connector port="8080"/,/>/ s#connectionTimeout="[0-9]*"#connectionTimeout="10000" maxSwallowSize="65536"#' conf/server.xml \
 && grep -q RemoteIpValve conf/server.xml && grep -q 'connectionTimeout="10000" maxSwallowSize="65536"' conf/server.xml \
 && useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin smsdesk \
 && mkdir -p conf/Catalina/localhost \
 && chown -R smsdesk conf/Catalina logs temp work
# Unpacked by root, so that the user smsdesk cannot change the program.
COPY --from=build /source/target/sms-desk webapps/sms-desk
# The heap is a share of the container's memory; a server that runs out of it ends. The sandbox posts to SMSDESK_SELF_URL.
ENV CATALINA_OPTS="-XX:MaxRAMPercentage=60 -XX:+ExitOnOutOfMemoryError" SMSDESK_SELF_URL=http://127.0.0.1:8080/sms-desk
USER smsdesk
EXPOSE 8080
# bash alone, as the image has no curl.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /sms-desk/health/live HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.1 200' <&3"]
