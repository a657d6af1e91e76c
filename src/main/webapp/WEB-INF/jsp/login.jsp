<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><ui:login failed="false"/>
