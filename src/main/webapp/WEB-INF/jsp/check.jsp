<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="form" value="${page.form()}"/>
<c:set var="order" value="${page.order()}"/>
<c:set var="count" value="${fn:length(order.to())}"/>
<ui:page title="Check before sending" menu="send">
  <h1>Check before sending</h1>
  <c:if test="${not empty page.notice()}"><div class="summary" role="alert"><p><c:out value="${page.notice()}"/></p></div></c:if>
  <p>This is what will be sent. Nothing has been sent yet.</p>
  <div class="split">
    <section aria-labelledby="message">
      <h2 id="message">Message</h2>
      <p class="bubble"><c:out value="${order.text()}"/></p>
      <p class="meta">${desk:count(fn:length(order.text()))} characters</p>
    </section>
    <section aria-labelledby="to">
      <h2 id="to">${desk:count(count)} ${count eq 1 ? 'recipient' : 'recipients'}</h2>
      <dl class="facts">
        <div><dt>From</dt><dd><ui:number digits="${order.from()}"/></dd></div>
        <c:if test="${not empty order.name()}"><div><dt>Name</dt><dd><c:out value="${order.name()}"/></dd></div></c:if>
        <c:if test="${page.repeated() gt 0}"><div><dt>Given twice</dt><dd>${desk:count(page.repeated())}, counted once</dd></div></c:if>
      </dl>
      <ul class="numbers" tabindex="0" aria-label="Recipients">
        <c:forEach items="${page.first()}" var="number"><li><ui:number digits="${number.digits()}"/></li></c:forEach>
      </ul>
      <c:if test="${count gt fn:length(page.first())}"><p class="meta">and ${desk:count(count - fn:length(page.first()))} more</p></c:if>
    </section>
  </div>
  <form method="post" action="<c:url value='/send'/>" class="buttons">
    <input type="hidden" name="key" value="<c:out value='${form.key()}'/>">
    <input type="hidden" name="from" value="<c:out value='${form.from()}'/>">
    <input type="hidden" name="to" value="<c:out value='${form.to()}'/>">
    <input type="hidden" name="text" value="<c:out value='${form.text()}'/>">
    <input type="hidden" name="name" value="<c:out value='${form.name()}'/>">
    <c:if test="${form.allowUnassigned()}"><input type="hidden" name="allow_unassigned" value="true"></c:if>
    <button name="do" value="send">Send to ${desk:count(count)} ${count eq 1 ? 'recipient' : 'recipients'}</button>
    <button name="do" value="change" class="secondary outline">Change</button>
  </form>
</ui:page>
