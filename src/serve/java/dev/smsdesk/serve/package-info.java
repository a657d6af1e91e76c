/**
 * {@code mvn -q package -Pserve}: the packed application on embedded Tomcat, for trying out. No part of the WAR.
 * Started by Maven with Tomcat alone on the class path; hands on to the application by context parameters and hears
 * back by one attribute of its context.
 */
package dev.smsdesk.serve;
