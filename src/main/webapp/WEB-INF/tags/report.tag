<%@ tag pageEncoding="UTF-8" description="One report in a timeline; its body says what comes before the facts"
%><%@ attribute name="of" required="true" type="dev.smsdesk.message.Report"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><li>
  <p class="meta"><c:choose>
    <c:when test="${empty of.state}"><span class="badge quiet"
        title="SMS Desk does not know this status. It changed no state.">unreadable</span></c:when>
    <c:otherwise><ui:state of="${of.state}"/></c:otherwise>
  </c:choose> <jsp:doBody/></p>
  <dl class="facts">
    <div><dt>Source</dt><dd><c:choose>
      <c:when test="${of.source eq 'SEND'}">the answer to sending</c:when>
      <c:when test="${of.source eq 'CALLBACK'}">a callback<c:if test="${not empty of.callbackId}">, <a
          href="<c:url value='/callbacks/${of.callbackId}'/>">raw callback</a></c:if></c:when>
      <c:when test="${of.source eq 'POLL'}">Sinch, when asked<c:if test="${not empty of.callbackId}">; <a
          href="<c:url value='/callbacks/${of.callbackId}'/>">a callback</a> said the same later</c:if></c:when>
      <c:otherwise>a person here</c:otherwise>
    </c:choose></dd></div>
    <div><dt>Status</dt><dd><code><c:out value="${of.status}"/></code></dd></div>
    <c:if test="${not empty of.code}"><div><dt>Code</dt><dd><c:out value="${desk:code(of.code, of.state)}"/></dd></div></c:if>
    <c:if test="${not empty of.reason}"><div><dt>Reason</dt><dd><c:out value="${empty of.detail ? of.reason : desk:say(of.detail)}"/></dd>
    </div></c:if>
    <c:if test="${not empty of.operatorAt}"><div><dt>At the operator</dt><dd><ui:time at="${of.operatorAt}"/></dd></div></c:if>
    <c:if test="${not empty of.reportedAt}"><div><dt><c:choose><c:when test="${of.source eq 'SEND' or of.source eq 'PERSON'}">Sent</c:when>
    <c:otherwise>Reported</c:otherwise></c:choose> at</dt><dd><ui:time at="${of.reportedAt}"/></dd></div></c:if>
    <div><dt>Received</dt><dd><ui:time at="${of.receivedAt}"/></dd></div>
  </dl>
</li>
