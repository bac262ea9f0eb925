import { expect, it } from 'vitest';
import { alertsText, subjectOf } from './delivery-words.ts';

const alert = (alertname: string, status: 'firing' | 'resolved') => ({ status, labels: { alertname } });

it('a message is told by its group, or by the alerts in it', () => {
  const alerts = ['A', 'A', 'B', 'C', 'D'].map((name) => alert(name, 'firing'));
  expect(subjectOf({ isTest: false, groupLabels: { alertname: 'High latency', job: 'x' }, alerts })).toBe(
    'High latency, x',
  );
  expect(subjectOf({ isTest: false, groupLabels: {}, alerts })).toBe('A, B, C and 1 more');
  expect(subjectOf({ isTest: true, groupLabels: {}, alerts })).toBe('Test');
});

it('its alerts are counted by state, those that are not listed besides', () => {
  const alerts = [alert('A', 'firing'), alert('B', 'firing'), alert('C', 'resolved')];
  expect(alertsText({ alerts, alertCount: 3 })).toBe('2 firing, 1 resolved');
  expect(alertsText({ alerts, alertCount: 10 })).toBe('2 firing, 1 resolved, 7 more');
});
