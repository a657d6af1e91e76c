<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="recipient" value="${page.recipient()}"/>
<ui:page title="${desk:number(recipient.digits)}" menu="batches">
  <p class="crumb"><a href="<c:url value='/batches'/>">Messages</a> / <a href="<c:url value='/batches/${page.batch().id}'/>"><c:out
      value="${desk:opening(empty page.batch().name ? page.batch().text : page.batch().name, 40)}"/></a></p>
  <h1><ui:number digits="${recipient.digits}"/></h1>
  <p><ui:state of="${recipient.state}"/><c:if test="${recipient.conflict}"> <ui:conflict/></c:if> <ui:time at="${recipient.eventTime}"/></p>
  <h2>History</h2>
  <c:if test="${empty page.reports()}"><p class="nothing">Nothing yet: the message was not handed to Sinch.</p></c:if>
  <ol class="timeline">
    <c:forEach items="${page.reports()}" var="report"><ui:report of="${report}"/></c:forEach>
  </ol>
</ui:page>
