<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="batch" value="${page.batch()}"/>
<c:set var="count" value="${batch.recipientCount}"/>
<ui:page title="Check before sending" menu="send">
  <h1>Check before sending</h1>
  <c:if test="${not empty page.notice()}"><div class="summary" role="alert"><p><c:out value="${page.notice()}"/></p></div></c:if>
  <p>This is what will be sent. Nothing has been sent yet.</p>
  <div class="split">
    <section aria-labelledby="message">
      <h2 id="message">Message</h2>
      <p class="bubble"><c:out value="${batch.text}"/></p>
      <p class="meta">${desk:count(fn:length(batch.text))} characters</p>
    </section>
    <section aria-labelledby="to">
      <h2 id="to">${desk:count(count)} ${count eq 1 ? 'recipient' : 'recipients'}</h2>
      <dl class="facts">
        <div><dt>From</dt><dd><ui:number digits="${batch.sender}"/></dd></div>
        <c:if test="${not empty batch.name}"><div><dt>Name</dt><dd><c:out value="${batch.name}"/></dd></div></c:if>
        <c:if test="${page.repeated() gt 0}"><div><dt>Duplicates removed</dt><dd>${desk:count(page.repeated())}</dd></div></c:if>
      </dl>
      <ul class="numbers" tabindex="0" aria-label="Recipients">
        <c:forEach items="${page.first()}" var="number"><li><ui:number digits="${number}"/></li></c:forEach>
      </ul>
      <c:if test="${count gt fn:length(page.first())}"><p class="meta">and ${desk:count(count - fn:length(page.first()))} more</p></c:if>
    </section>
  </div>
  <form method="post" action="<c:url value='/send/check/${batch.id}'/>" class="buttons">
    <input type="hidden" name="version" value="${batch.version}">
    <button>Send to ${desk:count(count)} ${count eq 1 ? 'recipient' : 'recipients'}</button>
    <a role="button" class="secondary outline" href="<c:url value='${page.change()}'/>">Change</a>
  </form>
</ui:page>
