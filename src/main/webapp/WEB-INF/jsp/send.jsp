<%@ page contentType="text/html; charset=UTF-8" session="false"
%><%@ taglib prefix="c" uri="jakarta.tags.core"
%><%@ taglib prefix="fn" uri="jakarta.tags.functions"
%><%@ taglib prefix="desk" uri="/WEB-INF/desk.tld"
%><%@ taglib prefix="ui" tagdir="/WEB-INF/tags"
%><c:set var="form" value="${page.form()}"/>
<ui:page title="Send" menu="send">
  <h1>Send a message</h1>
  <c:if test="${not empty page.notice()}"><div class="summary" role="alert"><p>Nothing was sent. <c:out
      value="${page.notice()}"/></p></div></c:if>
  <c:if test="${not empty page.issues()}">
    <div class="summary" role="alert">
      <p>Nothing was sent. Please look at:</p>
      <ul>
        <c:if test="${not empty page.about('from')}"><li><a href="#from">From: <c:out value="${page.about('from')[0].text()}"/></a></li>
        </c:if>
        <c:if test="${not empty page.about('to')}"><li><a href="#to">Recipients: <c:out value="${page.about('to')[0].text()}"/><c:if
            test="${fn:length(page.about('to')) gt 1}"> (and ${fn:length(page.about('to')) - 1} more)</c:if></a></li></c:if>
        <c:if test="${not empty page.about('text')}"><li><a href="#text">Text: <c:out value="${page.about('text')[0].text()}"/></a></li>
        </c:if>
        <c:if test="${not empty page.about('via')}"><li><a href="#via">Send through: <c:out
            value="${page.about('via')[0].text()}"/></a></li></c:if>
        <c:if test="${not empty page.about('name')}"><li><a href="#name">Name: <c:out value="${page.about('name')[0].text()}"/></a></li>
        </c:if>
      </ul>
    </div>
  </c:if>
  <form method="post" action="<c:url value='/send'/>" class="compose" novalidate>
    <input type="hidden" name="key" value="<c:out value='${form.key()}'/>">
    <c:if test="${not empty form.seen()}"><input type="hidden" name="version" value="${form.seen()}"></c:if>
    <label for="from">From</label>
    <input id="from" name="from" value="<c:out value='${form.from()}'/>" autocomplete="off" spellcheck="false"
        aria-describedby="from-help from-issues"<c:if test="${not empty page.about('from')}"> aria-invalid="true"</c:if>>
    <small id="from-help">The number, short code or name that your Sinch plan may send from.</small>
    <ui:issues field="from" of="${page.about('from')}"/>

    <c:if test="${fn:length(page.accounts()) gt 1}">
      <label for="via">Send through</label>
      <select id="via" name="via" aria-describedby="via-help via-issues"<c:if
          test="${not empty page.about('via')}"> aria-invalid="true"</c:if>>
        <c:forEach items="${page.accounts()}" var="account">
          <option value="<c:out value='${account.id()}'/>"<c:if test="${page.via() eq account.id()}"> selected</c:if><c:if
              test="${account.gate().off().isPresent()}"> disabled</c:if>>${account.account().channel() eq 'SMS' ? 'SMS API'
              : 'Conversation API'} (<c:out value="${account.id()}"/>)${account.gate().off().isPresent() ? ': off' : ''}</option>
        </c:forEach>
      </select>
      <small id="via-help">The sender must be one that this account may use.</small>
      <ui:issues field="via" of="${page.about('via')}"/>
    </c:if>

    <label for="to">Recipients</label>
    <textarea id="to" name="to" rows="6" spellcheck="false" aria-describedby="to-help to-issues"<c:if
        test="${not empty page.about('to')}"> aria-invalid="true"</c:if>>
<c:out value="${form.to()}"/></textarea>
    <small id="to-help">One number per line, or separated by commas, as in +46 70 123 45 67. A number given twice counts once.
      Or <a href="<c:url value='/send/upload'/>">upload a file</a> with recipients.</small>
    <ui:issues field="to" of="${page.about('to')}"/>
    <c:if test="${page.offersUnassigned()}">
      <label for="allow_unassigned"><input type="checkbox" id="allow_unassigned" name="allow_unassigned" value="true"<c:if
          test="${form.allowUnassigned()}"> checked</c:if>>
        Allow unassigned numbers: new ranges are in use before they are known here</label>
    </c:if>

    <label for="text">Text</label>
    <textarea id="text" name="text" rows="6" aria-describedby="text-help text-issues"<c:if
        test="${not empty page.about('text')}"> aria-invalid="true"</c:if>>
<c:out value="${form.text()}"/></textarea>
    <small id="text-help">Up to 2000 characters.</small>
    <ui:issues field="text" of="${page.about('text')}"/>

    <label for="name">Name <small>(optional)</small></label>
    <input id="name" name="name" value="<c:out value='${form.name()}'/>" autocomplete="off" aria-describedby="name-help name-issues"<c:if
        test="${not empty page.about('name')}"> aria-invalid="true"</c:if>>
    <small id="name-help">Recipients do not see it. The name helps you to find the message again.</small>
    <ui:issues field="name" of="${page.about('name')}"/>

    <button name="do" value="check">Check before sending</button>
  </form>
</ui:page>
