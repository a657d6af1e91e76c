# SMS Desk on Tomcat 10.1, as a user without rights.
#     docker build -t sms-desk .
#     docker run -p 127.0.0.1:8080:8080 -v "$PWD/tomcat-users.xml:/usr/local/tomcat/conf/tomcat-users.xml:ro" \
#         -e SMSDESK_DB_URL=jdbc:mysql://… -e SMSDESK_DB_USER=… -e SMSDESK_DB_PASSWORD=… sms-desk
# Behind a proxy that ends TLS; every setting of the README may be given as an environment variable.

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /source
COPY pom.xml .
COPY src src
RUN mvn -B -ntp -q package -Dmaven.test.skip=true

FROM tomcat:10.1-jre17-temurin
# What Tomcat refuses by itself names neither its version nor a stack trace.
RUN sed -i 's#</Host>#<Valve className="org.apache.catalina.valves.ErrorReportValve" showReport="false" showServerInfo="false"/></Host>#' conf/server.xml \
 && useradd --system --no-create-home smsdesk \
 && mkdir -p conf/Catalina/localhost \
 && chown -R smsdesk conf/Catalina logs temp work
# Unpacked, so that the program's own files are not the user's to change.
COPY --from=build /source/target/sms-desk webapps/sms-desk
USER smsdesk
EXPOSE 8080
# Nothing but bash: the image need not have curl.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /sms-desk/health/live HTTP/1.0\\r\\n\\r\\n' >&3 && grep -q '^HTTP/1.1 200' <&3"]
