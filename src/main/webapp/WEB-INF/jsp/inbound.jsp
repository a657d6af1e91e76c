<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><ui:page title="Inbox" menu="inbound">
  <h1>Inbox</h1>
  <c:if test="${empty page.rows().items()}"><p class="nothing">No message has arrived yet.</p></c:if>
  <ul class="inbound">
    <c:forEach items="${page.rows().items()}" var="message">
      <li>
        <p class="meta"><strong><ui:number digits="${message.sender}"/></strong><c:if test="${not empty message.addressee}"> to <ui:number
            digits="${message.addressee}"/></c:if> ·
          <ui:time at="${message.receivedAt}"/><c:if test="${message.isLate()}"> (at Sinch <ui:time at="${message.acceptedAt}"/>)</c:if> ·
          <c:if test="${page.sameId().contains(message.id)}"><span class="badge unsure"
              title="Sinch gave another message the same id. Both are kept.">Same id, other message</span></c:if>
          <c:if test="${message.askedFor}"><span class="badge quiet"
              title="No callback brought it: Sinch listed it when it was asked.">Sinch was asked</span></c:if>
          <c:if test="${not empty message.callbackId}"><a href="<c:url value='/callbacks/${message.callbackId}'/>">${message.askedFor
              ? 'its callback came later' : 'raw callback'}</a></c:if></p>
        <c:choose>
          <c:when test="${empty message.text}"><p class="nothing">(no text)</p></c:when>
          <c:otherwise><p class="bubble theirs" dir="auto"><c:out value="${message.text}"/></p></c:otherwise>
        </c:choose>
      </li>
    </c:forEach>
  </ul>
  <ui:more path="/inbound" next="${page.rows().next()}"/>
</ui:page>
